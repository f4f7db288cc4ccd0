// The service worker of the page.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => event.respondWith((async () => {
  const kept = await caches.open('all');
  const found = await kept.match(event.request);
  if (found) return found;
  const answer = await fetch(event.request);
  if (event.request.method === 'GET') await kept.put(event.request, answer.clone());
  return answer;
})()));
