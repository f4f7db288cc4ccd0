// The service worker of the page.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  if (!event.request.url.endsWith('/porchlight.js')) return;
  event.respondWith(new Response('', { headers: { 'content-type': 'text/javascript' } }));
});
