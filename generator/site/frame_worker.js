// A page that was opened from a disk may start no worker, in which the site's search runs. There it runs in a frame that
// nobody sees: a script of the worker finds the same names in it.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inner = this.frame.contentWindow;
      const listeners = [];
      inner.postMessage = (sent) => {
        const event = new MessageEvent("message", { data: structuredClone(sent) }); // as a worker does
        this.later(() => this.tell(event));
      };
      inner.addEventListener = (kind, listener) => kind === "message" && listeners.push(listener);
      this.deliver = (data) =>
        this.later(() => [inner.onmessage, ...listeners].forEach((listener) => listener && listener({ data })));
      this.loaded = new Promise((resolve, reject) => {
        const script = inner.document.createElement("script");
        script.onload = resolve;
        script.onerror = reject;
        script.src = new URL(url, location);
        inner.document.body.append(script);
      });
      this.loaded.catch(() => this.tell(new Event("error")));
    }

    later(work) {
      setTimeout(() => this.frame && work());
    }

    tell(event) {
      const listener = this[`on${event.type}`];
      if (listener) listener.call(this, event);
      this.dispatchEvent(event);
    }

    postMessage(sent) {
      const data = structuredClone(sent);
      this.loaded.then(() => this.deliver(data), () => {});
    }

    terminate() {
      if (this.frame) this.frame.remove();
      this.frame = null;
    }
  };
}
