{
const form = document.querySelector(".search"), field = form.q;
const [said, found, instead] = document.querySelectorAll(".said, .found, .instead");
const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
const entry = ({ url, meta, excerpt }) => {
  const made = form.querySelector("template").content.cloneNode(true);
  const [link, text, facts] = made.querySelectorAll("a, p");
  link.href = url;
  link.append(meta.title);
  facts.append(meta.facts ?? "");
  excerpt.split(/<.?mark>/).map((part, n) =>
    (n % 2 ? text.appendChild(document.createElement("mark")) : text).append(plain(part)));
  return made;
};
let engine;
const find = async () => {
  const words = field.value.trim(), { none, fail } = said.dataset;
  history.replaceState(0, "", words ? "?q=" + encodeURIComponent(words) : ".");
  let all = [], best = all, word = none;
  try {
    engine ??= (await import("../pagefind/pagefind.js")).createInstance({ noWorker: true });
    all = (await engine.debouncedSearch(words, {}, 200))?.results;
    if (!all) return;
    best = await Promise.all(all.slice(0, 20).map((one) => one.data()));
    if (all[0]) word = all.length + " found" + (all[20] ? ", the best 20:" : "");
  } catch { word = fail }
  if (words != field.value.trim()) return;
  said.textContent = words && word;
  found.replaceChildren(...best.map(entry));
  instead.hidden = best[0];
};
field.value = new URLSearchParams(location.search).get("q");
field.oninput = find;
form.onsubmit = () => !!field.blur();
form.hidden = 0;
if (field.value) find();
}
