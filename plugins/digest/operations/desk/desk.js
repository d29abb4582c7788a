// Keys for what stands on the page as links, buttons and fields: without this script all of it can be pressed.
(() => {
  const items = [...document.querySelectorAll(".item")];
  const selected = () => document.activeElement?.closest(".item");

  function go(item) {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${item.id}`); // where to be after a reload
  }

  function move(step, whole) {
    const now = items.indexOf(selected());
    if (now < 0) return go(items[0]);
    let next = now + step;
    while (whole && items[next] && !items[next].classList.contains("head")) next += step;
    return go(items[next]);
  }

  function press(key) {
    const scopes = [selected(), selected()?.closest(".card").querySelector(".head"), document];
    for (const scope of scopes) {
      for (const target of scope?.querySelectorAll("[data-key]") ?? []) {
        // Of another item the same key means something else.
        if (target.dataset.key !== key || (scope === document && target.closest(".item"))) continue;
        if (target.matches("input")) target.focus();
        else target.click();
        return true;
      }
    }
    return false;
  }

  // The key as a Latin keyboard has it: an editor may write in another script.
  function latin(event) {
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    if (!letter || /^[\x20-\x7e]+$/.test(event.key)) return event.key;
    return event.shiftKey ? letter : letter.toLowerCase();
  }

  const moves = { j: [1], ArrowDown: [1], k: [-1], ArrowUp: [-1], J: [1, true], K: [-1, true] };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input") && event.key !== "Escape") return;
    const key = latin(event);
    if (items.length && key in moves) move(...moves[key]);
    else if (event.repeat || !press(key)) return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, summary")) go(event.target.closest(".item"));
  });

  // After a decision: the thing itself, else what is left of its card, else the first one.
  const anchor = decodeURIComponent(location.hash.slice(1));
  const place = document.getElementById(anchor) ?? document.getElementById(anchor.split("-")[0]);
  if (place?.matches(".item")) go(place);
  else if (items.length) items[0].focus({ preventScroll: true });
})();
