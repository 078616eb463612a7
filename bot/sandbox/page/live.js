// The page's line to the sandbox: what people do goes out by POST, what happens comes in as a stream of events.

export class Refusal extends Error {}

async function answer(response) {
  const content = await response.json();
  if (!response.ok) throw new Refusal(content.error || response.statusText);
  return content;
}

export const get = (path) => fetch(path).then(answer);

export const post = (path, fields) => fetch(`/control/${path}`, {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields),
}).then(answer);

/** Send a file as this person: pictures as photos, everything else as documents. */
export function sendFile(person, file, caption) {
  const form = new FormData();
  form.set("person", person);
  form.set("kind", /^image\/(png|jpeg)$/.test(file.type) ? "photo" : "document");
  form.set("caption", caption);
  form.set("file", file, file.name);
  return fetch("/control/file", { method: "POST", body: form }).then(answer);
}

export const fileAddress = (file) => `/control/files/${encodeURIComponent(file.file_id)}`;

/** Follow what happens after a number; `lost` is called once, when the line breaks. */
export function follow(after, happened, lost) {
  const stream = new EventSource(`/control/events?after=${after}`);
  stream.addEventListener("message", (event) => happened(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    stream.close();
    lost();
  });
}

/** Ask until the sandbox answers. */
export async function patiently(question, pause = 800) {
  for (;;) {
    try {
      return await question();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
