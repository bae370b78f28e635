/*
 * Pictures as HEIC, of 96 by 64 pixels in four rectangles of one colour each, which were drawn with sharp and packed with heif-enc of
 * libheif 1.15 and x265 (-q 80); and a builder of others around the same pixels, which no program would write.
 */

/** Red, green, blue and yellow: what is seen at the left and right above, and at the left and right below. */
export const quadrants = [
  [200, 40, 30],
  [40, 160, 60],
  [40, 60, 190],
  [230, 200, 40],
] as const;

/** With Exif that says where and with what it was taken: a latitude, and “Canary Camera”. */
export const heicPhoto = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAYBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGkAAEAAAAAAAAAyQACAAAAAAJtAAEAAAAAAAABFAAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAeVtZGF0AAAAxSgBrwT4QTJp2//Au///+yjHZf2bPUJ3S6+9X21K23//rh7CO+S7+aM0ctOwPtfB8vTROjUD5p9Kf4f2dFQTiAmhWT/q16h8GvfQceAbbZAD0LP8yzYxAb6mPtIKT7xLHhX//SvFG/XfG//4Vgf8ybEPD3gWNr1iRFDHi8KlpqS5fXa6K+gnOcNECyxPct3Vb4DIXlxgFH6XSvv9Xj//8zsbr1A2RW/5/aV/f33CVAdEgo+yjt9A/ic/kX/iENcC2MCP4igGAAAAAElJKgAIAAAACAAPAQIADgAAAH4AAAASAQMAAQAAAAEAAAAaAQUAAQAAAG4AAAAbAQUAAQAAAHYAAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAIwAAAAliAQAAQAAANoAAAAAAAAAOGMAAOgDAAA4YwAA6AMAAENhbmFyeSBDYW1lcmEABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAGAAAAADoAQAAQAAAEAAAAAAAAAAAgABAAIAAgAAAE4AAAACAAUAAwAAAPgAAAAAAAAAJQAAAAEAAAAhAAAAAQAAAAAAAAABAAAA',
  'base64',
);

/** The same colours in the numbers of Display P3, and its profile, as iPhones write them. */
export const heicP3 = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAy9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAANTAAEAAAAAAAAAvgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAACr2lwcnAAAAKQaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAB7GNvbHJwcm9mAAAB4GxjbXMEIAAAbW50clJHQiBYWVogB+IAAwAUAAkADgAdYWNzcE1TRlQAAAAAc2F3c2N0cmwAAAAAAAAAAAAAAAAAAPbWAAEAAAAA0y1oYW5kguKocouKP/clPrmS7iTWrgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKZGVzYwAAAPwAAAAkY3BydAAAASAAAAAid3RwdAAAAUQAAAAUY2hhZAAAAVgAAAAsclhZWgAAAYQAAAAUZ1hZWgAAAZgAAAAUYlhZWgAAAawAAAAUclRSQwAAAcAAAAAgZ1RSQwAAAcAAAAAgYlRSQwAAAcAAAAAgbWx1YwAAAAAAAAABAAAADGVuVVMAAAAIAAAAHABzAFAAMwBDbWx1YwAAAAAAAAABAAAADGVuVVMAAAAGAAAAHABDAEMAMAAAWFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of///k4AAAOaAADAFFhZWiAAAAAAAACD3wAAPb8AAAAAWFlaIAAAAAAAAEq/AACxNwAACrVYWVogAAAAAAAAKDgAABEKAADIeHBhcmEAAAAAAAMAAAACZmkAAPKnAAANWQAAE9AAAApbAAAAEHBpeGkAAAAAAwgICAAAABdpcG1hAAAAAAAAAAEAAQSBAoOEAAAAxm1kYXQAAAC6KAGvBPjspek67f/X3///9Ujey/lcohO8U197qlX/9ezE7Nfq8b/9ycJz3lZspmbo/IRD1BHgPv/QCeAF6TDOKlXUcJwrbuHJzLNKmRMZWEv9Eadv/fHH//6Ul/Mosl+At0N5vGBZ5CZx6P0UT2RSs5ba2yuerye4I6cwp3EIC/RGc4o1RYTXRdyc05hs+yYT/+9ZXn8kBx//8bt3/wv8+sb2k6qZEjXltRx08Y6OwRWBTDqKHV3P5GNS',
  'base64',
);

/** Its right half lets everything show through. */
export const heicGlass = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAkVtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAJpAAEAAAAAAAAAyQACAAAAAAMyAAEAAAAAAAAA6gAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAAAAAIAAGh2YzEAAAABhGlwcnAAAAFfaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAAHJodmNDAQQIAAAAAAAAAAAAHvAA/Pz4+AAADwMgAAEAF0ABDAH//wQIAAADAJ/4AAADAAAeugJAIQABACZCAQEECAAAAwCf+AAAAwAAHsDCBBZbqSSmubAgAAADACAAAAMAISIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAADnBpeGkAAAAAAQgAAAAnYXV4QwAAAAB1cm46bXBlZzpoZXZjOjIwMTU6YXV4aWQ6MQAAAAAdaXBtYQAAAAAAAAACAAEDgQKDAAIEhAWGhwAAABppcmVmAAAAAAAAAA5hdXhsAAIAAQABAAABu21kYXQAAADFKAGvBPhBMmnb/8C7///7KMdl/Zs9QndLr71fbUrbf/+uHsI75Lv5ozRy07A+18Hy9NE6NQPmn0p/h/Z0VBOICaFZP+rXqHwa99Bx4BttkAPQs/zLNjEBvqY+0gpPvEseFf/9K8Ub9d8b//hWB/zJsQ8PeBY2vWJEUMeLwqWmpLl9dror6Cc5w0QLLE9y3dVvgMheXGAUfpdK+/1eP//zOxuvUDZFb/n9pX9/fcJUB0SCj7KO30D+Jz+Rf+IQ1wLYwI/iKAYAAADmKAGuCfDcTTzK2n970ikesH/dWAxt5IJ0qZJX3ysBeQU7/LXN5gr11zsKhPx/4p3uuj4znpT7ZxjMhJSSCDq+LWW9z+nMmN3+KifHVdEGcF4jf/dXs18QA0VbWUrLiDY0Mh2JlXmwZt4RboDP30Z9D0+LxuNrmFDv//Ytqhy4X6TWWOqUEYcXXQghAwBp/dnv+v+bUD+R/MvMuKf+iQyd43PGcwlZ4xLFfW7pbTLJ2bqyG0xgIAQWehO3+F+J8EGfk58GUvu/f8N+POPL9kbPLpQJPr2TaxEeVrymsaXIP2/n2cJIxGA=',
  'base64',
);

/** With ten bits of each colour. */
export const heicDeep = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFkAAEAAAAAAAAAZwAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwGlwcnAAAACiaXBjbwAAAHZodmNDAQQIAAAAAAAAAAAAHvAA/P36+gAADwMgAAEAF0ABDAH//wQIAAADAJ24AAADAAAeugJAIQABACpCAQEECAAAAwCduAAAAwAAHqAwgQTZbqSSmubgQEDAgAAAAwCAAAADAIQiAAEAB0QBwXKwIkAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMKCgoAAAAWaXBtYQAAAAAAAAABAAEDgQKDAAAAb21kYXQAAABjKAGvBPjciOk67f/gd////ZRjsv7NF+E7pdfer7alfp//1uT73yiBfNP7K/o368bj//CV9Ro8x5f/E/f/8vjrH1aA0GzSGpgAWp84YAomK96RVI+cJxTPShoiLjAnP8xAA1jA',
  'base64',
);

const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
};

export function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(8 + content.length), Buffer.from(type, 'latin1'), content]);
}
/** One with a version and flags. */
const fullBox = (type: string, version: number, flags: number, ...parts: Buffer[]) =>
  box(type, u32((version << 24) | flags), ...parts);

/** How many pixels it says that it has. */
export const ispe = (width: number, height: number) => fullBox('ispe', 0, 0, u32(width, height));
/** To be turned against the clock by so many quarters. */
export const irot = (quarters: number) => box('irot', Buffer.from([quarters]));
/** To be mirrored, left and right where the axis is upright (1). */
export const imir = (axis: number) => box('imir', Buffer.from([axis]));
/** A grid of tiles, line by line. */
export const grid = (columns: number, rows: number, width: number, height: number) =>
  Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width, height)]);

/** How the pixels of `heicPhoto` are packed, and they themselves. */
export const hvcC = boxIn(heicPhoto, 'hvcC');
export const hevc = heicPhoto.subarray(420, 621);

function boxIn(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type, 0, 'latin1') - 4;
  return file.subarray(at, at + file.readUInt32BE(at));
}

export interface HeicItem {
  readonly id: number;
  readonly type: string;
  readonly data: Buffer;
  /** The places of its properties, from 1. */
  readonly properties?: readonly number[];
  /** Items of which it is made. */
  readonly of?: readonly number[];
}

/** A file of these items, of which the first is the picture. */
export function heicOf(items: readonly HeicItem[], properties: readonly Buffer[], brand = 'heic'): Buffer {
  const ftyp = box('ftyp', Buffer.from(`${brand}\0\0\0\0mif1${brand}`, 'latin1'));
  const metaAt = (dataAt: number) => {
    let at = dataAt;
    const places = items.map(({ id, data }) => {
      const place = Buffer.concat([u16(id, 0, 1), u32(at, data.length)]);
      at += data.length;
      return place;
    });
    const infos = items.map(({ id, type }) => fullBox('infe', 2, 0, u16(id, 0), Buffer.from(`${type}\0`, 'latin1')));
    const owned = items.filter((item) => item.properties);
    const associations = owned.map((item) =>
      Buffer.concat([
        u16(item.id),
        Buffer.from([item.properties!.length, ...item.properties!.map((each) => 0x80 | each)]),
      ]),
    );
    const references = items
      .filter((item) => item.of)
      .map((item) => box('dimg', u16(item.id, item.of!.length, ...item.of!)));
    return fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, u32(0), Buffer.from('pict'), u32(0, 0, 0), Buffer.from([0])),
      fullBox('pitm', 0, 0, u16(items[0]!.id)),
      fullBox('iloc', 0, 0, Buffer.from([0x44, 0]), u16(items.length), ...places),
      fullBox('iinf', 0, 0, u16(items.length), ...infos),
      ...(references.length > 0 ? [fullBox('iref', 0, 0, ...references)] : []),
      box('iprp', box('ipco', ...properties), fullBox('ipma', 0, 0, u32(owned.length), ...associations)),
    );
  };
  const dataAt = ftyp.length + metaAt(0).length + 8;
  return Buffer.concat([ftyp, metaAt(dataAt), box('mdat', ...items.map(({ data }) => data))]);
}

/** The pixels of `heicPhoto` with properties that change how they are shown. */
export const heicWith = (...properties: Buffer[]) =>
  heicOf(
    [{ id: 1, type: 'hvc1', data: hevc, properties: [1, 2, ...properties.map((_, at) => at + 3)] }],
    [hvcC, ispe(96, 64), ...properties],
  );

/** A picture of so many tiles, each of them `heicPhoto`. */
export function heicGrid(columns: number, rows: number, width = columns * 96, height = rows * 64): Buffer {
  const tiles = Array.from({ length: columns * rows }, (_, at) => at + 2);
  return heicOf(
    [
      { id: 1, type: 'grid', data: grid(columns, rows, width, height), properties: [3], of: tiles },
      ...tiles.map((id) => ({ id, type: 'hvc1', data: hevc, properties: [1, 2] })),
    ],
    [hvcC, ispe(96, 64), ispe(width, height)],
  );
}

/** One item of a type, which says that it has so many pixels. */
export const saying = (width: number, height: number, type = 'hvc1') =>
  heicOf([{ id: 1, type, data: hevc, properties: [1, 2] }], [hvcC, ispe(width, height)]);
