// The page: who takes part, which chats are in sight, the office's clock, and what happens while one looks.

import { follow, get, patiently, post } from "./live.js";
import { Pane } from "./pane.js";
import { element, face } from "./text.js";
import { current, moment, switchLanguage, t, translate } from "./words.js";

const WIDTH = 360; // pixels that a chat wants at least
const SHANGHAI = 8 * 3600;
const DAY = 24 * 3600;
const COLOURS = ["#1b6aa8", "#8a4f00", "#1d7a43", "#7b3fa0", "#a63a50", "#3d6470", "#5a5f00", "#00616b"];

const at = (id) => document.getElementById(id);
const panes = new Map(); // by the person's id, in the order of the roster
const chips = new Map();
let inSight = []; // ids, the one looked at last at the end
let demo = { people: [], hidden: [], hints: [], seed: { done: 0, total: 0 } };
let shift = 0; // milliseconds from this computer's clock to the office's

// --- Who takes part ----------------------------------------------------------------------------------------------------

function known(user) {
  const told = demo.people.find((one) => one.id === user.id);
  return {
    id: user.id,
    name: user.first_name,
    colour: COLOURS[panes.size % COLOURS.length],
    what: () => told?.what[current()] ?? "",
  };
}

function add(user) {
  if (panes.has(user.id)) return panes.get(user.id);
  const pane = new Pane(known(user), hooks);
  panes.set(user.id, pane);
  const chip = element("button", "chip");
  chip.type = "button";
  chip.style.setProperty("--face", pane.person.colour);
  chip.addEventListener("click", () => show(user.id));
  chips.set(user.id, chip);
  at("roster").append(chip);
  pane.retell();
  return pane;
}

const hooks = {
  isShown: (pane) => inSight.includes(pane.person.id),
  noticed: (pane) => label(pane),
  refreshCommands,
  async invited(token) {
    const user = await post("people", { first_name: t("joins"), language_code: current() === "zh" ? "zh-hans" : "en" });
    add(user);
    show(user.id);
    await post("say", { person: user.id, text: `/start ${token}` });
  },
};

function label(pane) {
  const { person, unread } = pane;
  const chip = chips.get(person.id);
  if (!chip) return;
  const words = element("span", "words", element("b", "", person.name), element("small", "", person.what()));
  chip.replaceChildren(face(person.name), words);
  chip.setAttribute("aria-pressed", String(inSight.includes(person.id)));
  if (unread) {
    const badge = element("span", "badge", String(unread));
    badge.setAttribute("aria-label", t("unread", unread));
    chip.append(badge);
  }
}

async function refreshCommands() {
  const { bots } = await get("/control/bots");
  const { commands } = bots[0];
  for (const [id, pane] of panes) pane.setCommands(commands[`chat:${id}::`] ?? commands["default:::"] ?? []);
}

// --- Which chats are in sight ------------------------------------------------------------------------------------------

const isNarrow = () => window.matchMedia("(max-width: 860px)").matches;
const isAll = () => document.body.classList.contains("all") && !isNarrow();
const room = () => isAll() ? panes.size : Math.max(1, Math.floor(window.innerWidth / WIDTH));

function show(id) {
  inSight = [...inSight.filter((one) => one !== id), id].slice(-room());
  arrange();
  const pane = panes.get(id);
  pane.root.scrollIntoView({ block: "nearest" });
  pane.root.classList.add("called");
  setTimeout(() => pane.root.classList.remove("called"), 900);
}

function arrange() {
  const fits = Math.min(room(), panes.size);
  const missing = [...panes.keys()].filter((id) => !inSight.includes(id));
  inSight = [...missing.slice(0, Math.max(0, fits - inSight.length)), ...inSight].slice(-fits);
  const wanted = [...panes.values()].filter((pane) => inSight.includes(pane.person.id));
  const present = [...at("panes").children];
  for (const root of present) if (!wanted.some((pane) => pane.root === root)) root.remove();
  wanted.forEach((pane, place) => {
    if (at("panes").children[place] !== pane.root) at("panes").insertBefore(pane.root, at("panes").children[place] ?? null);
    if (!present.includes(pane.root)) pane.seen();
  });
  at("panes").style.setProperty("--columns", isAll() ? Math.ceil(wanted.length / 2) : wanted.length);
  for (const pane of panes.values()) label(pane);
}

function toggleAll() {
  const on = document.body.classList.toggle("all");
  at("view").setAttribute("aria-pressed", String(on));
  if (!on) inSight = [];
  arrange();
  for (const id of inSight) panes.get(id).toEnd();
}

// --- The office's clock ------------------------------------------------------------------------------------------------

function tell() {
  const now = Date.now() + shift;
  at("date").textContent = moment(now, "date");
  at("time").textContent = moment(now, "time");
}

function setClock(seconds) {
  shift = seconds * 1000 - Date.now();
  tell();
}

/** Seconds until nine o'clock in Shanghai on the next day. */
function untilMorning() {
  const local = (Date.now() + shift) / 1000 + SHANGHAI;
  return DAY - (local % DAY) + 9 * 3600;
}

async function jump(how) {
  const seconds = how === "morning" ? untilMorning() : Number(how);
  setClock((await post("clock", { forward_seconds: seconds })).unix);
}

// --- What happens ------------------------------------------------------------------------------------------------------

function happened(event) {
  const pane = panes.get(event.chat_id);
  if (event.message && pane) pane.upsert(event.message);
  else if (event.message && event.message.chat_id > 0) newcomer(event);
  else if (event.kind === "answer" && pane) pane.answered(event);
  else if (event.kind === "clock") setClock(event.at);
  else if (event.kind === "seed") seeded(event);
}

function newcomer(event) {
  if (event.message.from_bot || demo.hidden.includes(event.chat_id)) return;
  add({ id: event.chat_id, first_name: event.message.from.name }).upsert(event.message);
  arrange();
}

function seeded({ done, total }) {
  const isBusy = done < total;
  at("seeding").hidden = !isBusy;
  at("progress").max = total || 1;
  at("progress").value = done;
  for (const pane of panes.values()) pane.hold(isBusy);
  document.body.dataset.seeded = String(!isBusy);
  if (isBusy) return;
  for (const pane of panes.values()) {
    pane.seen();
    label(pane);
  }
  refreshCommands();
}

function hints() {
  const entries = demo.hints.map((hint) => {
    const go = element("button", "", face(hint.name), element("span", "", element("b", "", hint.name), ` ${hint[current()]}`));
    go.type = "button";
    go.style.setProperty("--face", panes.get(hint.person)?.person.colour);
    go.addEventListener("click", () => {
      if (isNarrow()) at("try").click(); // the hints would cover the chat
      show(hint.person);
    });
    return element("li", "", go);
  });
  at("hints").querySelector("ol").replaceChildren(...entries);
  at("try").hidden = !entries.length;
}

async function load() {
  demo = await get("/demo").catch(() => demo);
  const people = (await get("/control/people")).people.filter((one) => !demo.hidden.includes(one.id));
  const order = demo.people.map((one) => one.id);
  people.sort((a, b) => (order.indexOf(a.id) + 1 || 99) - (order.indexOf(b.id) + 1 || 99));
  const { seq } = await get(`/control/events?after=${10 ** 15}`);
  for (const user of people) {
    const pane = add(user);
    const { entries } = await get(`/control/transcript?person=${user.id}`);
    for (const entry of entries) if (entry.kind === "message") pane.upsert(entry);
    pane.unread = 0;
  }
  setClock((await get("/control/clock")).unix);
  return seq;
}

async function start() {
  const seq = await patiently(load);
  at("lost").hidden = true;
  arrange();
  hints();
  seeded(demo.seed);
  follow(seq, happened, () => {
    at("lost").hidden = false;
    clear();
    start();
  });
}

function clear() {
  for (const pane of panes.values()) pane.root.remove();
  for (const chip of chips.values()) chip.remove();
  panes.clear();
  chips.clear();
  inSight = [];
}

// --- The page's own buttons --------------------------------------------------------------------------------------------

function disclose(button, target) {
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    target.classList.toggle("open", open);
    if (target.id === "hints") target.hidden = !open;
  });
}

function retell() {
  document.title = t("title");
  tell();
  hints();
  for (const pane of panes.values()) {
    pane.retell();
    label(pane);
  }
}

translate();
retell();
disclose(at("now"), at("jumps"));
disclose(at("try"), at("hints"));
at("view").addEventListener("click", toggleAll);
at("language").addEventListener("click", () => {
  switchLanguage();
  retell();
});
for (const button of document.querySelectorAll("[data-jump]")) button.addEventListener("click", () => jump(button.dataset.jump));
window.addEventListener("resize", arrange);
setInterval(tell, 1000);
start();
