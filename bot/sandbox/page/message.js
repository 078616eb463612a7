// One message as it looks in a chat: bubble, picture or file, time, and its buttons.

import { fileAddress } from "./live.js";
import { element, opens, shown } from "./text.js";
import { moment, t } from "./words.js";

/** The list item of a message; `act` takes what is done with it: act.tap(button, data), act.command, act.link. */
export function drawn(entry, act) {
  const item = element("li", `message ${entry.from_bot ? "theirs" : "own"}`);
  item.dataset.id = entry.message_id;
  item.append(entry.deleted ? gone() : bubble(entry, act));
  if (!entry.deleted && entry.buttons.length) item.append(keys(entry, act));
  return item;
}

function gone() {
  return element("div", "bubble gone", t("deleted"));
}

function bubble(entry, act) {
  const made = element("div", "bubble");
  if (entry.file) made.append(enclosed(entry.file));
  if (entry.text) made.append(element("div", "text", shown(entry.text, entry.entities, act)));
  if (entry.contact) made.append(element("div", "text", `${t("contact")} ${entry.contact.phone_number}`));
  if (entry.location) made.append(element("div", "text", `${t("location")} ${entry.location.latitude}, ${entry.location.longitude}`));
  if (entry.date) made.append(dated(entry));
  return made;
}

function dated(entry) {
  const time = element("time", "", moment(entry.date * 1000, "time"));
  time.dateTime = new Date(entry.date * 1000).toISOString();
  const edited = entry.edited ? [element("span", "edited", t("edited")), " "] : [];
  return element("div", "meta", ...edited, time);
}

function enclosed(file) {
  const link = element("a", file.kind === "photo" ? "photo" : "document");
  link.href = fileAddress(file);
  if (file.kind === "photo") {
    link.target = "_blank";
    link.setAttribute("aria-label", t("photo"));
    const picture = element("img");
    picture.src = link.href;
    picture.alt = "";
    picture.loading = "lazy";
    link.append(picture);
    return link;
  }
  link.download = file.name || "";
  link.setAttribute("aria-label", `${t("download")} ${file.name}`);
  link.append(element("span", "sign", "↓"), element("span", "what", element("b", "", file.name || t("attached")), element("small", "", size(file.size))));
  return link;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function keys(entry, act) {
  const made = element("div", "keys");
  for (const row of entry.buttons) made.append(element("div", "row", ...row.map((button) => key(entry, button, act))));
  return made;
}

function key(entry, button, act) {
  if (button.url) {
    const link = element("a", "key link", button.label);
    link.href = button.url;
    opens(link, act);
    return link;
  }
  const made = element("button", "key", button.label);
  made.type = "button";
  made.addEventListener("click", () => act.tap?.(made, entry.message_id, button.data));
  return made;
}
