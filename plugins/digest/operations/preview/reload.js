// In pages of the preview only: loads the page anew when the site was built again, and shows why it could not be.
(() => {
  const at = new URL(document.currentScript.src).searchParams.get("at");
  let events;

  function show(failure) {
    let bar = document.getElementById("preview-failure");
    if (!failure) {
      bar?.remove();
      return;
    }
    if (!bar) {
      bar = document.createElement("p");
      bar.id = "preview-failure";
      bar.setAttribute("role", "alert");
      // Properties, since the page's policy forbids styles in attributes.
      Object.assign(bar.style, {
        position: "fixed", insetInline: "0", insetBlockEnd: "0", zIndex: "2147483647", margin: "0", padding: "1em",
        maxBlockSize: "50vh", overflow: "auto", overflowWrap: "anywhere", whiteSpace: "pre-wrap",
        background: "#7a1010", color: "#fff", font: "16px/1.4 monospace",
      });
      document.body.append(bar);
    }
    bar.textContent = failure;
  }

  function listen() {
    events?.close();
    if (document.hidden) return; // a browser keeps six connections to a server: pages in front need them
    events = new EventSource("/.preview/events");
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (state.version !== at) {
        events.close();
        location.reload();
      } else {
        show(state.failure);
      }
    };
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", listen); // also when the browser goes back to a page that it had kept
})();
