// Takes down what a host page is made of and how it lies, so that a page with the guide can be held against one without.

/**
 * Runs in the page. Marks each element of the page that is not the guide's with its number, and says where it lies.
 * `around` are those that hold a guide, and cells beside one: they grow with it, downwards only.
 */
function lie() {
  const guides = [...document.querySelectorAll('porchlight-guide')];
  const own = [...document.body.querySelectorAll('*')].filter(element => element.localName !== 'script' && !element.closest('porchlight-guide'));
  return {
    elements: own.map(element => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const row = element.closest('tr');
      return {
        what: `${element.localName}${element.id && `#${element.id}`}`,
        left: left + scrollX, top: top + scrollY, width, height,
        around: guides.some(guide => element.contains(guide) || (element.localName === 'td' && row?.contains(guide))),
        after: guides.filter(guide => guide.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).length,
        style: ['color', 'font', 'margin', 'display', 'position', 'overflow'].map(name => getComputedStyle(element)[name]).join('|'),
      };
    }),
    guides: guides.map(guide => guide.getBoundingClientRect().height),
    width: document.documentElement.clientWidth,
    scrollsSideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    page: (() => {
      const copy = document.documentElement.cloneNode(true);
      for (const guide of copy.querySelectorAll('porchlight-guide')) guide.remove();
      const remarks = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT), all = [];
      while (remarks.nextNode()) all.push(remarks.currentNode);
      for (const remark of all) remark.remove();
      return copy.outerHTML;
    })(),
  };
}

export async function layout({ driver, devtools }) {
  await driver.switchTo().defaultContent();
  // A scroll bar that comes when the page grows would make all of it narrower, with any content that is long.
  if (devtools) await devtools.page('Emulation.setScrollbarsHidden', { hidden: true });
  else await driver.executeScript('document.documentElement.style.setProperty("overflow-y", "scroll", "important")');
  // What is fixed to the window lies elsewhere on a page that was scrolled.
  await driver.executeScript('window.scrollTo({ top: 0, left: 0, behavior: "instant" })');
  return driver.executeScript(lie);
}

/** What is different on a page with a guide, apart from being pushed down by it. */
export function differences(without, withGuide) {
  const found = [];
  const near = (one, other) => Math.abs(one - other) < 1;
  if (without.page !== withGuide.page) found.push('the page has other elements or attributes');
  if (!near(without.width, withGuide.width)) found.push(`the page is ${withGuide.width} wide instead of ${without.width}`);
  if (withGuide.scrollsSideways && !without.scrollsSideways) found.push('the page scrolls sideways');
  const pushes = new Map();
  withGuide.elements.forEach((now, index) => {
    const before = without.elements[index];
    const say = (what, one, other) => found.push(`${now.what}: ${what} ${other} instead of ${one}`);
    if (now.what !== before?.what) { say('stands there', before?.what, now.what); return; }
    // Words in a line begin at its left end when the guide comes between them and those before.
    const inLine = now.after > 0 && /\|inline\|/.test(now.style);
    for (const side of inLine ? ['width'] : ['left', 'width']) if (!near(before[side], now[side])) say(side, before[side], now[side]);
    if (now.around ? now.height < before.height - 1 : !near(before.height, now.height)) say('height', before.height, now.height);
    if (now.style !== before.style) say('style', before.style, now.style);
    const push = now.top - before.top;
    // What stands before every guide stays where it is; what stands behind the same guides is pushed by the same.
    if (now.after === 0 && !near(push, 0)) say('top', before.top, now.top);
    if (now.after > 0) {
      if (!pushes.has(now.after)) pushes.set(now.after, push);
      if (!near(push, pushes.get(now.after)) || push < 0) say('top', before.top, now.top);
    }
  });
  return found;
}
