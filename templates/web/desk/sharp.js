// Each page of a handout comes as a small picture first, which is soon there; a sharp screen then
// gets a sharp one in its place.

/** Watch a part of the page for pictures that came. */
export function sharpens(part) {
  part.addEventListener("load", (event) => sharpen(event.target), { capture: true });
  addEventListener("resize", () => { // zoomed: each dot of the page is now more dots of the screen
    for (const small of part.querySelectorAll("img[data-sharp]")) if (small.complete) sharpen(small);
  });
}

async function sharpen(small) {
  if (devicePixelRatio <= 1 || !small.dataset.sharp) return;
  const [shows, sharp] = [small.src, new Image()];
  for (const name of ["width", "height", "alt"]) sharp.setAttribute(name, small.getAttribute(name));
  sharp.src = small.dataset.sharp;
  delete small.dataset.sharp; // asked for once
  try {
    await sharp.decode();
    if (small.src === shows) small.replaceWith(sharp); // else other pages came meanwhile
  } catch {} // the small one can be read as well
}
