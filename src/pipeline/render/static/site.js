// The theme switch and the copy buttons: every page reads without them.
{
  const all = (css) => document.querySelectorAll(css);
  const page = document.documentElement.dataset;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const [theme] = all(".theme");
  let kept = {};
  try { kept = localStorage } catch {}

  const show = () => {
    const usual = system.matches ? "dark" : "light";
    if (kept.codeloom == usual) delete kept.codeloom;
    page.theme = kept.codeloom ?? usual;
    theme.ariaPressed = page.theme == "dark";
    for (const meta of all("meta[media]"))
      meta.content = getComputedStyle(document.body).backgroundColor;
  };
  theme.onclick = () => {
    kept.codeloom = page.theme == "dark" ? "light" : "dark";
    show();
  };
  system.onchange = show;
  show();
  theme.hidden = false;

  for (const shown of all(".code pre, .address a")) {
    const copy = document.createElement("button");
    const say = (word) => copy.textContent = word;
    copy.className = "copy";
    copy.ariaLive = "polite";
    copy.onclick = async () => {
      const code = shown.cloneNode(true);
      for (const o of code.querySelectorAll(".language-console .o")) o.remove();
      try {
        await navigator.clipboard.writeText(code.textContent.trimEnd());
        say("Copied");
      } catch { say("Failed") }
      setTimeout(say, 2e3, "Copy");
    };
    say("Copy");
    shown.before(copy);
  }
}
