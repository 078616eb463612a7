// One person's chat with the bot: the messages, the box to write in, files, and the list of commands.

import { drawn } from "./message.js";
import { post, sendFile } from "./live.js";
import { element, face } from "./text.js";
import { moment, t, translate } from "./words.js";

const NEAR = 80; // pixels from the end that still count as being there
const TOAST = 4000; // milliseconds
let topmost = 10;

export class Pane {
  /** `person`: id, name, and what the person is; `hooks`: invited(token), isShown(pane), noticed(pane). */
  constructor(person, hooks) {
    this.person = person;
    this.hooks = hooks;
    this.entries = new Map();
    this.taps = new Map(); // buttons that wait, each with the query's id once it is known
    this.answers = new Set();
    this.unread = 0;
    this.isFollowing = true;
    this.build();
  }

  build() {
    const { person } = this;
    this.list = element("ol", "messages");
    this.list.setAttribute("role", "log");
    this.list.tabIndex = 0;
    this.name = element("h2", "", person.name);
    this.what = element("p", "");
    const words = element("div", "who", this.name, this.what);
    this.down = element("button", "down", "↓");
    this.down.type = "button";
    this.down.dataset.tLabel = "bottom";
    this.down.hidden = true;
    this.toasts = element("div", "toasts");
    this.toasts.setAttribute("role", "status");
    this.root = element("section", "pane", element("header", "", face(person.name), words), this.list, this.down, this.toasts, this.composer());
    this.root.dataset.person = person.id;
    this.root.style.setProperty("--face", person.colour);
    this.list.addEventListener("scroll", () => this.follow());
    new ResizeObserver(() => this.isFollowing && this.toEnd()).observe(this.list);
    this.down.addEventListener("click", () => this.toEnd());
  }

  composer() {
    this.box = element("textarea");
    this.box.rows = 1;
    this.box.dataset.tLabel = this.box.dataset.tHint = "write";
    this.picker = element("input");
    this.picker.type = "file";
    this.picker.hidden = true;
    this.menu = element("ul", "commands");
    this.menu.id = `commands-${this.person.id}`;
    this.menu.hidden = true;
    this.opener = sign("menu", "commands", "opener");
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.setAttribute("aria-controls", this.menu.id);
    const clip = sign("clip", "attach");
    const send = sign("send", "send", "send");
    send.type = "submit";
    const form = element("form", "composer", this.menu, this.opener, clip, this.picker, this.box, send);
    this.opener.addEventListener("click", () => this.openMenu(this.menu.hidden));
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.openMenu(false));
    form.addEventListener("focusout", (event) => event.relatedTarget && !form.contains(event.relatedTarget) && this.openMenu(false));
    clip.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => this.attach());
    this.box.addEventListener("keydown", (event) => this.typed(event, form));
    this.box.addEventListener("input", () => this.fit());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    return form;
  }

  /** Every word of the page anew, after the language was switched. */
  retell() {
    const { person } = this;
    this.what.textContent = person.what();
    this.root.setAttribute("aria-label", `${person.name} ${person.what()}`);
    this.list.setAttribute("aria-label", t("messages", person.name));
    translate(this.root);
    this.list.replaceChildren();
    this.lastDay = "";
    for (const entry of [...this.entries.values()].sort((a, b) => a.seq - b.seq)) this.put(entry);
    this.toEnd();
  }

  // --- What is shown ---------------------------------------------------------------------------------------------------

  /** A message came, or changed. */
  upsert(entry) {
    const known = this.entries.has(entry.message_id);
    this.entries.set(entry.message_id, entry);
    if (known) this.list.querySelector(`[data-id="${entry.message_id}"]`)?.replaceWith(drawn(entry, this));
    else this.arrive(entry);
    this.hooks.noticed(this);
  }

  /** A new message is gone to if it is one's own, an answer to a tap, or if one looks at the end anyway. */
  arrive(entry) {
    this.put(entry);
    if (this.isFollowing || this.isAwaiting || !entry.from_bot) this.toEnd();
    else this.down.hidden = false;
    this.isAwaiting &&= !entry.from_bot;
    if (entry.from_bot && !this.hooks.isShown(this)) this.unread += 1;
  }

  put(entry) {
    const day = moment(entry.date * 1000, "day");
    if (day !== this.lastDay) this.list.append(element("li", "day", day));
    this.lastDay = day;
    this.list.append(drawn(entry, this));
  }

  answered(event) {
    this.answers.add(event.query_id);
    for (const [button, query] of this.taps) {
      if (query === event.query_id) this.release(button);
    }
    if (event.text) this.say(event.text, event.alert);
  }

  release(button) {
    button.removeAttribute("aria-busy");
    this.taps.delete(button);
  }

  /** Something to read for a moment, or, as an alert, until it is put away. */
  say(text, stays = false) {
    const toast = element("div", "toast", text);
    if (stays) {
      const close = element("button", "", t("close"));
      close.type = "button";
      close.addEventListener("click", () => toast.remove());
      toast.append(close);
    } else {
      setTimeout(() => toast.remove(), TOAST);
    }
    this.toasts.append(toast);
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.down.hidden = true;
  }

  follow() {
    this.isFollowing = this.isAtEnd();
    if (this.isFollowing) this.down.hidden = true;
  }

  seen() {
    this.unread = 0;
    this.toEnd();
  }

  // --- What the person does --------------------------------------------------------------------------------------------

  async tap(button, messageId, data) {
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    this.taps.set(button, "");
    this.isAwaiting = true;
    try {
      const told = await post("tap", { person: this.person.id, message_id: messageId, data });
      if (this.answers.has(told.query_id)) this.release(button);
      else this.taps.set(button, told.query_id);
      setTimeout(() => this.release(button), TOAST);
    } catch (error) {
      this.release(button);
      this.say(t("refused") + error.message);
    }
  }

  command(text) {
    return this.act(() => post("say", { person: this.person.id, text }));
  }

  /** A link of the bot to itself is an invitation: somebody new follows it. */
  link(address) {
    const token = /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(address)?.[1];
    if (token) this.hooks.invited(token);
    return Boolean(token);
  }

  submit() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.fit();
    this.command(text);
  }

  attach() {
    const [file] = this.picker.files;
    const caption = this.box.value.trim();
    this.picker.value = "";
    if (!file) return;
    this.box.value = "";
    this.act(() => sendFile(this.person.id, file, caption));
  }

  async act(deed) {
    this.openMenu(false);
    try {
      await deed();
    } catch (error) {
      this.say(t("refused") + error.message);
    }
  }

  typed(event, form) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  fit() {
    this.box.style.height = "auto";
    if (this.box.value) this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 160)}px`;
  }

  /** The commands that the bot has for this person, as it told Telegram. */
  setCommands(commands) {
    this.menu.replaceChildren(...commands.map(({ command, description }) => {
      const entry = element("button", "", element("b", "", `/${command}`), element("span", "", description));
      entry.type = "button";
      entry.addEventListener("click", () => this.command(`/${command}`));
      return element("li", "", entry);
    }));
    this.opener.disabled = !commands.length;
  }

  async openMenu(open) {
    if (open) await this.hooks.refreshCommands();
    this.menu.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    this.menu.style.zIndex = ++topmost;
    if (open) this.menu.querySelector("button")?.focus();
  }

  hold(isHeld) {
    this.root.inert = isHeld;
  }
}

const SIGNS = {
  menu: "M4 6h16M4 12h16M4 18h16",
  clip: "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3",
  send: "M4 12 3 4l18 8-18 8 1-8zm0 0h8",
};

function sign(shape, label, className = "") {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SIGNS[shape]);
  drawing.append(path);
  const button = element("button", `sign ${className}`, drawing);
  button.type = "button";
  button.dataset.tLabel = label;
  return button;
}
