// Telegram's text with entities becomes nodes; nothing in it is ever read as HTML.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};
const LINKS = new Set(["url", "text_link", "email", "phone_number"]);

export function element(tag, className = "", ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** The coloured disc with the first letter of a name. */
export function face(name) {
  const made = element("span", "face", name.slice(0, 1));
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** The text as nodes; `follow` may take a command or a link over: follow.command(text), follow.link(href) -> handled. */
export function shown(text, entities, follow) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, sorted, follow);
}

function piece(text, start, end, entities, follow) {
  const made = document.createDocumentFragment();
  let at = start;
  while (entities.length) {
    const one = entities.shift();
    const ends = Math.min(one.offset + one.length, end);
    if (one.offset < at) continue;
    made.append(text.slice(at, one.offset));
    const inside = [];
    while (entities.length && entities[0].offset < ends) inside.push(entities.shift());
    const node = wrap(one, text.slice(one.offset, ends), follow);
    node.append(piece(text, one.offset, ends, inside, follow));
    made.append(node);
    at = ends;
    // Telegram leaves the line break behind a block in the text; the block itself already breaks the line.
    if (["PRE", "BLOCKQUOTE"].includes(node.tagName) && text[at] === "\n") at += 1;
  }
  made.append(text.slice(at, end));
  return made;
}

function wrap(entity, text, follow) {
  if (LINKS.has(entity.type)) return link(entity, text, follow);
  if (entity.type === "bot_command") return command(text, follow);
  const node = element(TAGS[entity.type] || "span");
  if (entity.type === "spoiler") reveal(node);
  if (entity.type === "pre" && entity.language) node.dataset.language = entity.language;
  return node;
}

function link(entity, text, follow) {
  const node = element("a");
  const address = entity.url || text;
  node.href = entity.type === "email" ? `mailto:${address}` : entity.type === "phone_number" ? `tel:${address}`
    : /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!/^(https?|mailto|tel|tg):$/.test(node.protocol)) node.removeAttribute("href");
  opens(node, follow);
  return node;
}

/** A link of the page: opened in a tab of its own, unless somebody here takes it over. */
export function opens(node, follow) {
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.addEventListener("click", (event) => {
    if (follow?.link?.(node.href)) event.preventDefault();
  });
}

function command(text, follow) {
  const node = element("button", "command");
  node.type = "button";
  node.addEventListener("click", () => follow?.command?.(text));
  return node;
}

function reveal(node) {
  node.className = "spoiler";
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  const open = () => node.classList.add("open");
  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => event.key === "Enter" && open());
}
