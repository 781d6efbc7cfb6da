// Talks to the desk: what a person does goes out at once, and news come in as they happen.

const JSON_ONLY = { Accept: "application/json" };
const SOON = 1000;
const inFlight = new Map();
let tell = () => {};
let seen = -1;
let following = null;
let missed = 0;
const PAGE = crypto.randomUUID();
let turn = 0; // the desk may read an older request after a newer one: the number tells

/** Whatever the desk answers is given to `show`; of what is older than what shows only its words. */
export function listen(number, show) {
  seen = number;
  tell = (news, mine) => {
    if (news.number === undefined) return;
    const old = !news.hidden && news.number < seen;
    seen = Math.max(seen, news.number);
    show(news, mine, old);
  };
  follow();
  document.addEventListener("visibilitychange", follow);
}

/** The desk does not answer: say so in place of the patient, until it does again. */
function closed(times) {
  missed = times ? missed + times : 0;
  const gone = missed > 1;
  document.getElementById("closed").hidden = !gone;
  document.querySelector("main").hidden = gone;
}

/**
 * Send what somebody did. A newer one of the same kind takes the place of an older one on its way.
 * Gives what the desk answered, or null when there was no answer or a newer one took its place.
 */
export async function send(address, body, { kind = "deed", headers = {} } = {}) {
  inFlight.get(kind)?.abort();
  const stopper = new AbortController();
  inFlight.set(kind, stopper);
  turn += 1;
  try {
    const answer = await fetch(address, {
      method: "POST", body, signal: stopper.signal,
      headers: { ...JSON_ONLY, "X-Turn": `${PAGE} ${turn}`, ...headers },
    });
    if (!answer.headers.get("Content-Type").startsWith("application/json")) {
      location.reload();
      return null;
    }
    const news = await answer.json();
    closed(0);
    tell(news, true);
    return news;
  } catch (fault) {
    if (fault.name !== "AbortError") {
      closed(2);
      follow();
    }
    return null;
  } finally {
    if (inFlight.get(kind) === stopper) inFlight.delete(kind);
  }
}

/** Forget what is on its way; the desk may still do it, but its answer is not shown. */
export const forget = (kind) => inFlight.get(kind)?.abort();

/** Ask for news again and again, while somebody can see the page. */
async function follow() {
  following?.abort();
  if (document.hidden) return;
  const stopper = new AbortController();
  following = stopper;
  while (!stopper.signal.aborted) {
    try {
      const answer = await fetch(`/news?seen=${seen}`, {
        headers: JSON_ONLY, signal: stopper.signal,
      });
      if (!answer.headers.get("Content-Type").startsWith("application/json")) {
        location.reload();
        return;
      }
      const news = await answer.json();
      closed(0);
      if (news.hidden || news.number > seen) tell(news, false);
    } catch (fault) {
      if (fault.name === "AbortError") return;
      closed(1);
      await new Promise((done) => setTimeout(done, SOON));
    }
  }
}
