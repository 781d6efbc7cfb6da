"""The boxes of laid-out pages in; one structure element for each HTML element out, in its order.

WeasyPrint's own tagging makes a structure element of each box: one for every page that an element
is on, one for each anonymous box between. Here the HTML says what there is, and the boxes only say
which letters and pictures belong to it. What belongs to nothing is decoration, an Artifact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from handouts.press.roles import is_link, role


@dataclass(slots=True, eq=False)
class Leaf:
    """Letters on one line, or a picture: what gets a number (MCID) in the page's content."""

    page: int
    box: Any
    from_right: bool
    """Whether it is among words that run from right to left."""
    ends_line: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A structure element to be."""

    role: str
    element: Any = None
    """The HTML element that it stands for; None for what PDF wants besides, such as LBody."""
    position: int = -1
    """The element's place in the HTML."""
    kids: "list[Node | Leaf]" = field(default_factory=list)
    box: Any = None
    """The first box of the element."""
    links: list[tuple[int, Any]] = field(default_factory=list)
    """Pages and boxes that were made a link of."""
    cell: dict[str, Any] = field(default_factory=dict)
    """What a table's cell says of itself (`cells.describe`)."""
    id: str = ""

    def nodes(self, *roles: str) -> "Iterator[Node]":
        """The nodes right below, of these roles only when there are any named."""
        return (
            kid for kid in self.kids if isinstance(kid, Node) and (not roles or kid.role in roles)
        )

    def descendants(self) -> "Iterator[Node]":
        """All nodes from here down."""
        yield self
        for kid in self.nodes():
            yield from kid.descendants()


# What is decoration: each of these takes a box out of the reading, with all that is in it.


def is_page_margin(box: Any, boxes: Any) -> bool:
    """The page's head and foot: read once more on every page, they would cut into sentences."""
    return isinstance(box, boxes.MarginBox)


def is_hidden_by_author(box: Any) -> bool:
    """The HTML says that it is nothing to be read."""
    element = box.element
    if element is None:
        return False
    return element.get("aria-hidden") == "true" or (
        element.get("role") in ("none", "presentation") and role(element) == "Figure"
    )


def is_wordless_picture(box: Any, boxes: Any) -> bool:
    """A picture with `alt=""`, or one that only a stylesheet has put there."""
    if not isinstance(box, boxes.ReplacedBox) or box.element is None:
        return False
    return "::" in box.element_tag or box.element.get("alt") == ""


def is_repeated_group(box: Any, boxes: Any, read: set[Any]) -> bool:
    """A table's head or foot, printed again on the table's next page."""
    if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
        return False
    again = box.element in read
    read.add(box.element)
    return again


# How boxes come together


def identity(element: Any, page: int) -> Any:  # noqa: ARG001  # the page is what does not count
    """What makes boxes parts of one structure element: being of one HTML element, on any page."""
    return element


def reading_order(kids: "Sequence[Node | Leaf]") -> "list[Node | Leaf]":
    """As the HTML has them, wherever the style put them; letters stay behind what they follow."""
    placed: list[tuple[int, Node | Leaf]] = []
    position = -1
    for kid in kids:
        if isinstance(kid, Node):
            position = kid.position
        placed.append((position, kid))
    return [kid for _, kid in sorted(placed, key=itemgetter(0))]


class Structure:
    """The structure of one document."""

    def __init__(self, weasyprint: Any, root: Any, pages: Sequence[Any]) -> None:
        """Read all pages; `root` is the HTML element that they were made of."""
        self._boxes = weasyprint.formatting_structure.boxes
        self._placeholder = weasyprint.layout.absolute.AbsolutePlaceholder
        self._positions = {element: place for place, element in enumerate(root.iter())}
        self._parents = {child: parent for parent in self._positions for child in parent}
        self.document = Node("Document", root.find("body"))
        self.leaves: set[Any] = set()
        """The boxes that are read; whatever else is painted is an Artifact."""
        self.unread_links: list[tuple[int, Any]] = []
        """Pages and boxes of links inside decoration."""
        self._nodes: dict[Any, Node] = {}
        self._items: dict[Any, Node] = {}
        self._groups: set[Any] = set()
        self._last: Leaf | None = None
        for number, page in enumerate(pages):
            self._read(page._page_box, number)
        for number, page in enumerate(pages):
            for _, _, _, box in page.links:
                self._link(box, number)
        _tidy(self.document)

    def _read(self, box: Any, page: int, *, from_right: bool = False) -> None:
        if isinstance(box, self._placeholder):
            box = box._box
        if self._is_decoration(box):
            return
        from_right = from_right or box.style["direction"] == "rtl"
        if isinstance(box, self._boxes.TextBox):
            if box.text.strip() and box.style["visibility"] == "visible":
                self._add_leaf(Leaf(page, box, from_right))
            return
        if isinstance(box, self._boxes.ReplacedBox):
            self._node(box.element, page).box = box
            self._add_leaf(Leaf(page, box, from_right))
            return
        if box.element is not None and "::" not in box.element_tag:
            node = self._node(box.element, page)
            node.box = node.box or box
        before = self._last
        for child in box.children:
            self._read(child, page, from_right=from_right)
        if isinstance(box, self._boxes.LineBox) and self._last not in (None, before):
            assert self._last is not None
            self._last.ends_line = True

    def _is_decoration(self, box: Any) -> bool:
        return (
            is_page_margin(box, self._boxes)
            or is_hidden_by_author(box)
            or is_wordless_picture(box, self._boxes)
            or is_repeated_group(box, self._boxes, self._groups)
        )

    def _add_leaf(self, leaf: Leaf) -> None:
        node = self._node(leaf.box.element, leaf.page)
        if leaf.box.element_tag == "li::marker":
            node = self._label(self._items[identity(leaf.box.element, leaf.page)])
        node.kids.append(leaf)
        self.leaves.add(leaf.box)
        self._last = leaf

    def _node(self, element: Any, page: int) -> Node:
        """The node that holds what is directly in the element."""
        key = identity(element, page)
        if element is None or element not in self._parents or element is self.document.element:
            return self.document
        if key not in self._nodes:
            parent = self._node(self._parents[element], page)
            made = Node(role(element), element, self._positions[element])
            parent.kids.append(made)
            if made.role == "LI":
                self._items[key] = made
                made.kids.append(body := Node("LBody"))
                made = body
            self._nodes[key] = made
        return self._nodes[key]

    @staticmethod
    def _label(item: Node) -> Node:
        """The bullet or the number of a list's item, which stands first in it."""
        for label in item.nodes("Lbl"):
            return label
        item.kids.insert(0, label := Node("Lbl"))
        return label

    def _link(self, box: Any, page: int) -> None:
        """Join the place that can be clicked to the words that say where it leads."""
        element = box.element
        while element is not None and not is_link(element):
            element = self._parents.get(element)
        node = self._nodes.get(identity(element, page))
        if node is None:
            self.unread_links.append((page, box))
        else:
            node.links.append((page, box))


def _tidy(node: Node) -> bool:
    """Put in order what is below and drop what has no words; whether anything is left.

    A table keeps its empty cells, since they hold its columns together.
    """
    node.kids = [kid for kid in reading_order(node.kids) if isinstance(kid, Leaf) or _tidy(kid)]
    return bool(node.kids or node.links) or node.role in ("TD", "TH")
