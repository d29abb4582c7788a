// The page /search/. Nothing is loaded before somebody uses the form: then the list of the index's parts, pagefind from
// the newest part, and the newest parts; older ones when they are asked for or a date lies in them.
// Texts of others become text nodes, never markup.

const AT_ONCE = 8; // parts: up to 8,000 articles, some 400 KB
const PAGE = 10; // results, each of which is a request
const OTHERS = 4; // further reports below the first one of a story
const ROUNDS = 3; // of so many results, until as many stories are found
const PAUSE_MS = 200; // between two keys of somebody who goes on typing

const form = document.querySelector("form.search");
const { index, base } = form.dataset;
const status = made("p", { className: "search-status", role: "status", tabIndex: -1 });
const list = made("ol", { className: "found" });
const more = made("button", { type: "button", hidden: true, textContent: form.dataset.more });
const older = made("button", { type: "button", hidden: true, textContent: form.dataset.older });
const fields = ["q", "actor", "source", "section", "from", "to"];
// As the pages of the site write it: in English the day comes first.
const longDay = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en\b.*/, "en-GB"), {
  dateStyle: "long",
  timeZone: "UTC",
});

let loading = null; // a promise of { pagefind, parts }, once somebody has used the form
let loaded = 0; // how many of the parts, from the newest on
let results = [];
const stories = new Map(); // the list of further reports, by the story's path
let shown = 0;
let run = 0; // the number of the newest search; what an earlier one finds is dropped

const value = (name) => form.elements[name].value.trim();
const word = (name, count) => form.dataset[name].replace("{n}", count);

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function load() {
  loading ??= start();
  return loading;
}

async function start() {
  const answer = await fetch(`${index}parts.json`);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const parts = await answer.json();
  const pagefind = await import(`${index}${parts[0].name}/pagefind.js`);
  await pagefind.options({ excerptLength: 24 });
  await pagefind.init();
  loaded = 1;
  const search = { pagefind, parts };
  await widen(search, AT_ONCE);
  return search;
}

// Loads parts until `count` are there.
async function widen({ pagefind, parts }, count) {
  const fresh = parts.slice(loaded, count);
  loaded += fresh.length;
  await Promise.all(fresh.map((part) => pagefind.mergeIndex(`${index}${part.name}/`)));
  offer(await pagefind.filters());
}

// Fills the choices of the filters, and leaves what is chosen.
function offer(filters) {
  const names = (filter) => Object.keys(filters[filter] ?? {}).sort(new Intl.Collator(document.documentElement.lang).compare);
  for (const select of form.querySelectorAll("select")) {
    const chosen = select.value;
    const options = names(select.name).map((name) => new Option(name, name, false, name === chosen));
    select.replaceChildren(select.options[0], ...options);
  }
  form.querySelector("datalist").replaceChildren(...names("actor").map((name) => new Option(name)));
}

// The days from `from` to `to` that there are articles of.
function days(all, from, to) {
  return Object.keys(all ?? {}).filter((day) => (!from || day >= from) && (!to || day <= to));
}

async function find() {
  const mine = ++run;
  const asked = Object.fromEntries(fields.map((name) => [name, value(name)]));
  remember(asked);
  if (!Object.values(asked).some(Boolean)) return clear();
  try {
    const search = await load();
    const { pagefind, parts } = search;
    if (asked.from || asked.to) {
      const reached = parts.findLastIndex((part) => !asked.from || part.last >= asked.from) + 1;
      if (reached > loaded) await widen(search, reached);
    }
    const known = await pagefind.filters();
    const filters = {};
    for (const name of ["actor", "source", "section"]) if (asked[name]) filters[name] = same(known[name], asked[name]);
    if (asked.from || asked.to) filters.day = { any: days(known.day, asked.from, asked.to) };
    const nothing = filters.day && !filters.day.any.length;
    const found = nothing ? { results: [] } : await pagefind.search(asked.q || null, { filters });
    if (mine !== run) return;
    results = found.results;
    shown = 0;
    list.replaceChildren();
    stories.clear();
    status.textContent = results.length ? word(results.length === 1 ? "one" : "many", results.length) : word("none");
    older.hidden = loaded >= parts.length;
    await show(mine);
  } catch (error) {
    loading = null;
    clear();
    status.textContent = word("failed");
    console.error(error);
  }
}

// The name as the index has it, however it was typed.
function same(names, typed) {
  return Object.keys(names ?? {}).find((name) => name.toLowerCase() === typed.toLowerCase()) ?? typed;
}

// Shows the next results. What is part of a story stands under the first that is.
async function show(mine) {
  const before = list.children.length;
  for (let round = 0; round < ROUNDS && shown < results.length && list.children.length < before + PAGE; round += 1) {
    const next = results.slice(shown, shown + PAGE);
    const data = await Promise.all(next.map((result) => result.data()));
    if (mine !== run) return;
    shown += next.length;
    data.forEach(add);
  }
  more.hidden = shown >= results.length;
}

function add(found) {
  const { story } = found.meta;
  const others = story && stories.get(story);
  if (!others) list.append(item(found));
  else if (others.children.length < OTHERS) others.append(line(found));
}

// A headline, and who has it, when.
function* head({ raw_url: path, meta }) {
  const day = longDay.format(new Date(`${meta.day}T00:00:00Z`));
  const where = made("span", {});
  where.append(made("bdi", { textContent: meta.source }), " · ", made("time", { dateTime: meta.day, textContent: day }));
  yield made("a", { href: base + path, textContent: meta.title, lang: meta.lang, dir: "auto" });
  yield where;
}

function line(found) {
  const entry = made("li", {});
  entry.append(...head(found));
  return entry;
}

function item(found) {
  const { meta, excerpt } = found;
  const text = made("p", { lang: meta.lang, dir: "auto" });
  text.append(...marked(excerpt), /[\p{L}\p{N},;:]$/u.test(excerpt) ? " …" : "");
  const entry = line(found);
  entry.append(text);
  if (meta.story) {
    const others = made("ul", {});
    stories.set(meta.story, others);
    entry.append(others, made("a", { className: "story", href: base + meta.story, textContent: form.dataset.story }));
  }
  return entry;
}

// pagefind puts <mark> around what was found, and escapes < and > in all else.
function* marked(excerpt) {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  for (const [number, piece] of excerpt.split(/<\/?mark>/).entries()) {
    yield number % 2 ? made("mark", { textContent: plain(piece) }) : plain(piece);
  }
}

function clear() {
  results = [];
  stories.clear();
  list.replaceChildren();
  status.textContent = "";
  more.hidden = older.hidden = true;
}

// So that a search can be linked to, and is there again after going back.
function remember(asked) {
  const query = new URLSearchParams(Object.entries(asked).filter(([, text]) => text));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

let timer = 0;
form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  find();
});
more.addEventListener("click", async () => {
  const first = list.children.length;
  await show(run);
  list.children[first]?.querySelector("a").focus();
});
older.addEventListener("click", async () => {
  await widen(await load(), loaded + AT_ONCE);
  await find();
  status.focus();
});

form.after(status, list, more, older);
form.hidden = false;
const linked = new URLSearchParams(location.search);
for (const name of fields) {
  const text = linked.get(name);
  const field = form.elements[name];
  if (!text) continue;
  if (field.tagName === "SELECT") field.add(new Option(text, text, false, true));
  field.value = text;
}
if (fields.some(value)) find();
