// A headless Chromium driven by its DevTools protocol over a pipe: no port, no library.

import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';

const deadline = 20000; // milliseconds that anything may take

export class Browser {
  static async start(program, profile) {
    const browser = new Browser();
    browser.process = spawn(
      program,
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--no-first-run',
        '--disable-extensions',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--force-color-profile=srgb',
        `--user-data-dir=${profile}`,
        '--remote-debugging-pipe',
        'about:blank',
      ],
      {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']},
    );
    browser.waiting = new Map();
    browser.listeners = [];
    browser.last = 0;
    let rest = '';
    browser.process.stdio[4].setEncoding('utf8').on('data', (chunk) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop();
      for (const message of messages) browser.received(JSON.parse(message));
    });
    await browser.send('Browser.getVersion');
    return browser;
  }

  received(message) {
    if (message.id === undefined) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const {resolve, reject, timer} = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    clearTimeout(timer);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} took too long`)), deadline);
      this.waiting.set(id, {resolve, reject, timer});
      this.process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
    });
  }

  /** Opens an address in a tab of its own. */
  async open(url, {width = 1200, height = 900, dark = false, script = true} = {}) {
    const {targetId} = await this.send('Target.createTarget', {url: 'about:blank'});
    const {sessionId} = await this.send('Target.attachToTarget', {targetId, flatten: true});
    const tab = new Tab(this, sessionId, targetId);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tab.send(`${domain}.enable`);
    await tab.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await tab.send('Emulation.setEmulatedMedia', {
      features: [{name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'}],
    });
    if (!script) await tab.send('Emulation.setScriptExecutionDisabled', {value: true});
    await tab.send('Page.navigate', {url});
    await tab.until('document.readyState === "complete"');
    if (script && url !== 'about:blank')
      await tab.until('document.documentElement.dataset.ready !== undefined');
    await tab.settle();
    return tab;
  }

  async close() {
    const gone = new Promise((resolve) => this.process.on('exit', resolve));
    await this.send('Browser.close').catch(() => this.process.kill());
    await gone;
  }
}

class Tab {
  constructor(browser, sessionId, targetId) {
    this.browser = browser;
    this.sessionId = sessionId;
    this.targetId = targetId;
    this.complaints = []; // whatever the console would show in red
    this.requests = [];
    browser.listeners.push((message) => {
      if (message.sessionId === sessionId) this.heard(message.method, message.params);
    });
  }

  heard(method, params) {
    if (method === 'Runtime.exceptionThrown')
      this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === 'Runtime.consoleAPICalled' && ['error', 'warning', 'assert'].includes(params.type))
      this.complaints.push(params.args.map((each) => each.value ?? each.description).join(' '));
    if (method === 'Log.entryAdded' && ['error', 'warning'].includes(params.entry.level))
      this.complaints.push(params.entry.text);
    if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  /** The value of an expression, awaited. */
  async evaluate(expression) {
    const {result, exceptionDetails} = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails)
      throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  async until(expression) {
    for (const end = Date.now() + deadline; Date.now() < end;) {
      if (await this.evaluate(expression).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`never came true: ${expression}`);
  }

  /** Two frames later, what was asked for has been drawn. */
  async settle() {
    await new Promise((resolve) => setTimeout(resolve, 60));
  }

  /** Where an element is, in the window, scrolled into sight. */
  box(selector) {
    return this.evaluate(`(() => { const node = document.querySelector(${JSON.stringify(selector)}); 
        node.scrollIntoView({block: 'center'});
      const {x, y, width, height} = node.getBoundingClientRect(); return {x, y, width, height}; })()`);
  }

  mouse(type, x, y, more = {}) {
    return this.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: type === 'mouseMoved' && !more.buttons ? 'none' : 'left',
      clickCount: 1,
      ...more,
    });
  }

  async click(selector) {
    const {x, y, width, height} = await this.box(selector);
    await this.clickAt(x + width / 2, y + height / 2);
  }

  async clickAt(x, y) {
    await this.mouse('mousePressed', x, y);
    await this.mouse('mouseReleased', x, y);
    await this.settle();
  }

  async drag(x, y, to) {
    await this.mouse('mouseMoved', x, y);
    await this.mouse('mousePressed', x, y);
    for (let i = 1; i <= 5; ++i) await this.mouse('mouseMoved', x + ((to - x) * i) / 5, y, {buttons: 1});
    await this.mouse('mouseReleased', to, y);
    await this.settle();
  }

  async touchDrag(x, y, to) {
    await this.send('Emulation.setTouchEmulationEnabled', {enabled: true});
    await this.send('Input.dispatchTouchEvent', {type: 'touchStart', touchPoints: [{x, y}]});
    for (let i = 1; i <= 5; ++i)
      await this.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: [{x: x + ((to - x) * i) / 5, y}],
      });
    await this.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
    await this.settle();
  }

  async key(key, code = key) {
    const codes = {
      Enter: 13,
      Escape: 27,
      ArrowLeft: 37,
      ArrowUp: 38,
      ArrowRight: 39,
      ArrowDown: 40,
      Home: 36,
      End: 35,
      Tab: 9,
    };
    const params = {
      key,
      code,
      windowsVirtualKeyCode: codes[key] ?? key.charCodeAt(0),
      text: key === 'Enter' ? '\r' : key.length === 1 ? key : undefined,
    };
    await this.send('Input.dispatchKeyEvent', {type: 'keyDown', ...params});
    await this.send('Input.dispatchKeyEvent', {type: 'keyUp', ...params});
    await this.settle();
  }

  async type(text) {
    await this.send('Input.insertText', {text});
    await this.settle();
  }

  text(selector) {
    return this.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`);
  }

  /** A picture as base64 of a PNG: of the whole page, or of a `clip`; also into a file where one is named. */
  async picture(file, clip) {
    const {
      cssContentSize: {width, height},
    } = await this.send('Page.getLayoutMetrics');
    const {data} = await this.send('Page.captureScreenshot', {
      captureBeyondViewport: true,
      clip: {...(clip ?? {x: 0, y: 0, width, height}), scale: 1},
    });
    if (file) writeFileSync(file, Buffer.from(data, 'base64'));
    return data;
  }

  /** What a printer would get. */
  async print(file) {
    const {data} = await this.send('Page.printToPDF', {
      printBackground: true,
      paperWidth: 8.27,
      paperHeight: 11.69,
    });
    writeFileSync(file, Buffer.from(data, 'base64'));
    return Buffer.from(data, 'base64');
  }

  close() {
    return this.browser.send('Target.closeTarget', {targetId: this.targetId});
  }
}
