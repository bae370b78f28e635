import sharp from 'sharp';

// Each is seen once, so nothing is kept for the next; and one core is enough.
sharp.cache(false);
sharp.concurrency(1);
// Of all that the library reads, documents and vector graphics among it, these decoders alone.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

export default sharp;
