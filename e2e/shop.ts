import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { service } from './demo.ts';

/** A page of another site than the product's, and not only of another origin, with the product's launcher in it. */
export async function openShop(productUrl: string): Promise<{ url: string; close: () => void }> {
  const shop = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width"></head>
      <body><h1>Shop</h1><input aria-label="Search"><p><a href="#damso">Ask us</a></p><script src="${productUrl}/widget.js" data-service="${service}"></script></body></html>`);
  }).listen(0);
  await once(shop, 'listening');
  return { url: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`, close: () => void shop.close() };
}
