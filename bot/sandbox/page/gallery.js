// The gallery: every message of the bot, Chinese and English side by side, as a person would see it.

import { get } from "./live.js";
import { drawn } from "./message.js";
import { element } from "./text.js";
import { section, switchLanguage, t, translate } from "./words.js";

const at = (id) => document.getElementById(id);
let messages = [];

/** What a sample's page is to the drawing of messages: a message of the bot without a date. */
function entry(page) {
  return { message_id: 0, from_bot: true, deleted: false, edited: false, file: null, contact: null, location: null, date: null, ...page };
}

function side(language, pages) {
  const list = element("ol", "messages", ...pages.map((page) => drawn(entry(page), {})));
  const head = element("h4", "", t(language));
  const made = element("div", "side", head, list);
  made.lang = language === "zh" ? "zh-CN" : "en";
  return made;
}

function card(message) {
  const made = element("article", "card", element("h3", "", element("code", "", message.name)), side("zh", message.zh), side("en", message.en));
  made.id = message.name.replace("/", "-");
  made.dataset.words = [message.name, ...message.zh, ...message.en].map((one) => one.text ?? one).join(" ").toLowerCase();
  return made;
}

function draw() {
  const folders = [...new Set(messages.map((one) => one.name.split("/")[0]))];
  at("messages").replaceChildren(...folders.map((folder) => {
    const cards = messages.filter((one) => one.name.startsWith(`${folder}/`)).map(card);
    const made = element("section", "folder", element("h2", "", section(folder)), ...cards);
    made.id = folder;
    return made;
  }));
  at("sections").replaceChildren(...folders.map((folder) => {
    const link = element("a", "", section(folder));
    link.href = `#${folder}`;
    return link;
  }));
  sift();
}

function sift() {
  const wanted = at("search").value.trim().toLowerCase();
  let found = 0;
  for (const folder of document.querySelectorAll(".folder")) {
    let inFolder = 0;
    for (const one of folder.querySelectorAll(".card")) {
      one.hidden = !one.dataset.words.includes(wanted);
      inFolder += one.hidden ? 0 : 1;
    }
    folder.hidden = !inFolder;
    found += inFolder;
  }
  at("count").textContent = found ? t("count", found) : t("none");
}

async function start() {
  at("messages").replaceChildren(element("p", "", t("wait")));
  messages = await get("/gallery/messages").catch(() => []);
  if (messages.length) draw();
  else at("messages").replaceChildren(element("p", "", t("noGallery")));
  document.body.dataset.ready = "true";
  if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
}

translate();
document.title = t("galleryTitle");
at("search").addEventListener("input", sift);
at("language").addEventListener("click", () => {
  switchLanguage();
  document.title = t("galleryTitle");
  if (messages.length) draw();
});
start();
