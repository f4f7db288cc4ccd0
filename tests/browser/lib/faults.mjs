// What can go wrong between a web server and a browser, each as a value that the guide server follows for one path.

/** The server says that there is no such file. */
export const notFound = () => ({ status: 404, edit: () => Buffer.from('<!doctype html><title>404</title><h1>Not Found</h1>'), type: 'text/html' });

/** The full length is promised, and the line goes dead after this part of the bytes. */
export const cutAt = part => ({ part, then: 'destroy' });

/** A proxy or a full disk made the file shorter, and the answer looks complete. */
export const shortenTo = part => ({ edit: body => body.subarray(0, Math.floor(body.length * part)) });

/** The connection ends without a word. */
export const refuse = () => ({ refuse: true });

/** The connection is taken and nothing is ever said. */
export const neverAnswer = () => ({ silent: true });

/** After this part of the bytes nothing more comes, and the line stays open. */
export const stopAt = part => ({ part, then: 'wait' });

/** Something else stands at this address, such as the login page of a hotel. */
export const replaceWith = (text, type = 'text/html; charset=utf-8') => ({ edit: () => Buffer.from(text), type });

/** The right bytes under a wrong name. */
export const serveAs = type => ({ type });

export const withHeaders = headers => ({ headers });

/** The same document with its text changed by `change`. */
export const edited = change => ({ edit: body => Buffer.from(change(body.toString('utf8'))) });

/**
 * Everything up to the place where `find(body)` points is sent, and the rest when the test says `release()`.
 * `reached` resolves when the first part is out.
 */
export function pauseAt(find) {
  const fault = { find, then: 'release' };
  fault.reached = new Promise(resolve => { fault.onReached = resolve; });
  fault.released = new Promise(resolve => { fault.release = resolve; });
  return fault;
}

/** The place in a document where the text of the module is half through. */
export function insideTheModule(body) {
  const start = body.indexOf('text/plain');
  if (start < 0) throw new Error('the document holds no <script type="text/plain">');
  const end = body.indexOf('</script', start);
  return Math.floor((start + end) / 2);
}
