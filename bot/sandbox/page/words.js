// The page's own words in both languages; what the bot says comes from the bot.

const WORDS = {
  zh: {
    brand: "办理 Banli", title: "办理 Banli · 演示", invented: "演示数据均为虚构", clock: "办公时间", forward: "把时间往前拨", hour: "+1 小时", morning: "次日 9:00",
    days: "+3 天", week: "+1 周", tools: "页面工具", try: "试一试", all: "六人同屏", gallery: "消息样例",
    language: "English", languageLabel: "Switch this page to English", seeding: "正在准备示例，请稍候…",
    lost: "连接中断，正在重新连接…", people: "参与人员", unread: (n) => `${n} 条新消息`, messages: (name) => `${name}的对话`,
    write: "输入消息", send: "发送", attach: "发送文件", commands: "菜单", edited: "已编辑", deleted: "消息已删除", download: "下载",
    photo: "图片", bottom: "回到最新消息", refused: "没有办成：", close: "知道了",
    joins: "新同事", galleryTitle: "消息样例", galleryIntro: "机器人会说的每一句话，中英文对照。人名、单位和案件都是虚构的。",
    back: "返回演示", search: "查找消息", count: (n) => `共 ${n} 条`, zh: "中文", en: "English", sections: "分类", none: "没有找到。", wait: "正在排版…",
    noGallery: "消息样例只在演示中提供：make demo。", attached: "附件", location: "位置", contact: "名片",
  },
  en: {
    brand: "办理 Banli", title: "Banli · demonstration", invented: "everything here is invented", clock: "Office time", forward: "Put the clock forward", hour: "+1 hour",
    morning: "Next day 9:00", days: "+3 days", week: "+1 week", tools: "Page tools", try: "Try this", all: "All six",
    gallery: "Messages", language: "中文", languageLabel: "把本页切换为中文", seeding: "Preparing the example, one moment…",
    lost: "The connection is gone, trying again…", people: "People", unread: (n) => `${n} new`, messages: (name) => `Chat of ${name}`,
    write: "Message", send: "Send", attach: "Send a file", commands: "Menu", edited: "edited", deleted: "Deleted message", download: "Download",
    photo: "Picture", bottom: "To the newest message", refused: "Not done: ", close: "OK",
    joins: "New colleague", galleryTitle: "Messages", galleryIntro: "Everything the bot says, Chinese and English side by side. People, units and cases are invented.",
    back: "Back to the chats", search: "Find a message", count: (n) => `${n} messages`, zh: "中文", en: "English", sections: "Sections", none: "Nothing found.", wait: "One moment…",
    noGallery: "The messages are shown in the demonstration only: make demo.", attached: "Attachment", location: "Location", contact: "Contact",
  },
};

const SECTIONS = {
  assignments: "交办与签收", broadcasts: "群发通知", conversations: "填写", filing: "审查立案", general: "通用", imports: "导入",
  joining: "邀请与加入", looking: "查看", proposals: "建议、提案", refusals: "不能办的原因", reminders: "到期提醒", replies: "答复",
  surveys: "满意度评价", unreadable: "没有看懂",
};

const KEY = "banli-language";
let language = localStorage.getItem(KEY) === "en" ? "en" : "zh";

export const current = () => language;

export function t(key, ...facts) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...facts) : word;
}

/** The name of a folder of messages. */
export const section = (folder) => (language === "zh" && SECTIONS[folder]) || folder[0].toUpperCase() + folder.slice(1);

/** Put the words into everything that names one: data-t its text, data-t-label its label, data-t-hint its placeholder. */
export function translate(root = document) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const one of root.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  for (const one of root.querySelectorAll("[data-t-label]")) {
    one.setAttribute("aria-label", t(one.dataset.tLabel));
    if (one.matches("button")) one.title = t(one.dataset.tLabel);
  }
  for (const one of root.querySelectorAll("[data-t-hint]")) one.placeholder = t(one.dataset.tHint);
}

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(KEY, language);
  translate();
}

const ZONE = "Asia/Shanghai";
const shapes = {
  date: { year: "numeric", month: "long", day: "numeric", weekday: "short" },
  day: { month: "long", day: "numeric", weekday: "short" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

/** A moment (milliseconds) in the office's zone; the shape is date, day or time. */
export function moment(at, shape) {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { timeZone: ZONE, ...shapes[shape] }).format(at);
}
