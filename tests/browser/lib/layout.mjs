// Takes down what a host page is made of and how it lies, so that a page with the guide can be held against one without.

/**
 * Runs in the page. Marks each element of the page that is not the guide's with its number, and says where it lies.
 * `around` are those that hold a guide, and cells beside one: they grow with it, downwards only. Help lines that the
 * loader puts beside the element are ours. Pages may have changed what elements bring along: no method of theirs takes
 * anything away here.
 */
function lie() {
  const guides = [...document.querySelectorAll('porchlight-guide')];
  // A second release's element has a name of its own.
  const isOurs = element => /^porchlight-guide(-[0-9a-f]+)?$/.test(element.localName) || element.matches('[data-part="help-lines"]');
  const within = element => isOurs(element) || (element.parentElement !== null && within(element.parentElement));
  const own = [...document.body.querySelectorAll('*')].filter(element => element.localName !== 'script' && !within(element));
  return {
    elements: own.map(element => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const row = element.closest('tr');
      return {
        what: `${element.localName}${element.id && `#${element.id}`}`,
        // A list: pages may have put a `height` on the prototype of what drivers make of objects.
        box: [left + scrollX, top + scrollY, width, height],
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
      const away = node => { node.parentNode.removeChild(node); };
      for (const element of copy.querySelectorAll('*')) if (isOurs(element)) away(element);
      // Chromium's driver writes a mark on each frame that it enters.
      for (const frame of copy.querySelectorAll('iframe')) frame.removeAttribute('cd_frame_id_');
      const remarks = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT), all = [];
      while (remarks.nextNode()) all.push(remarks.currentNode);
      for (const remark of all) away(remark);
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
  const all = await driver.executeScript(lie);
  return { ...all, elements: all.elements.map(({ box: [left, top, width, height], ...one }) => ({ ...one, left, top, width, height })) };
}

/** What is compared: where the page's elements lie and how large they are, which there are, how they look, and how wide all is. */
export const KINDS = ['geometry', 'elements', 'styles', 'sideways'];

/** What is different on a page with a guide, apart from being pushed down by it. The kinds in `waived` are not compared. */
export function differences(without, withGuide, waived = []) {
  const found = [];
  const note = (kind, words) => { if (!waived.includes(kind)) found.push(words); };
  const near = (one, other) => Math.abs(one - other) < 1;
  if (without.page !== withGuide.page) note('elements', 'the page has other elements or attributes');
  if (!near(without.width, withGuide.width)) note('sideways', `the page is ${withGuide.width} wide instead of ${without.width}`);
  if (withGuide.scrollsSideways && !without.scrollsSideways) note('sideways', 'the page scrolls sideways');
  const pushes = new Map();
  withGuide.elements.forEach((now, index) => {
    const before = without.elements[index];
    const say = (kind, what, one, other) => note(kind, `${now.what}: ${what} ${other} instead of ${one}`);
    if (now.what !== before?.what) { say('elements', 'stands there', before?.what, now.what); return; }
    // Words in a line begin at its left end when the guide comes between them and those before.
    const inLine = now.after > 0 && /\|inline\|/.test(now.style);
    for (const side of inLine ? ['width'] : ['left', 'width']) if (!near(before[side], now[side])) say('geometry', side, before[side], now[side]);
    if (now.around ? now.height < before.height - 1 : !near(before.height, now.height)) say('geometry', 'height', before.height, now.height);
    if (now.style !== before.style) say('styles', 'style', before.style, now.style);
    const push = now.top - before.top;
    // What stands before every guide stays where it is; what stands behind the same guides is pushed by the same.
    if (now.after === 0 && !near(push, 0)) say('geometry', 'top', before.top, now.top);
    if (now.after > 0) {
      if (!pushes.has(now.after)) pushes.set(now.after, push);
      if (!near(push, pushes.get(now.after)) || push < 0) say('geometry', 'top', before.top, now.top);
    }
  });
  return found;
}
