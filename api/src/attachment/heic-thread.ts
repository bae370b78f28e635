import imported from 'libheif-js/libheif-wasm/libheif.js';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../files/failure.ts';
import type { HeicAnswer, HeicTask } from './heic.ts';
import { writePng, type Pixels } from './write-png.ts';

const pageSize = 65_536;

/** What is used of libheif (heif.h); numbers are addresses. What answers an error gets the place for it as the first. */
interface Libheif {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(size: number): number;
  _heif_context_alloc(): number;
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    at: number,
    size: number,
    options: 0,
  ): void;
  _heif_context_get_primary_image_handle(error: number, context: number, answer: number): void;
  _heif_context_set_maximum_image_size_limit(context: number, edge: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, to: number): void;
  _heif_decode_image(error: number, handle: number, answer: number, colours: number, layout: number, options: 0): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
}
const [rgb, interleaved, layouts] = [1, 10, { opaque: 10, transparent: 11 }];
/** What it takes for no picture, and pictures for which it has no decoder, AVIF for example. */
const unsupported = [3, 4, 11];

// The types are those of an ES module, which it is not.
const createLibheif = imported as unknown as (options: object) => Libheif;

let lacksMemory = false;

function startLibheif(mostMemory: number): Libheif {
  const content = readFileSync(new URL(import.meta.resolve('libheif-js/libheif-wasm/libheif.wasm')));
  const module = new WebAssembly.Module(content);
  return createLibheif({
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => unknown) {
      const instance = new WebAssembly.Instance(module, imports);
      for (const each of Object.values(instance.exports))
        if (each instanceof WebAssembly.Memory) bound(each, mostMemory);
      return receive(instance);
    },
  });
}

/** Lets it grow to so many bytes and no further. */
function bound(memory: WebAssembly.Memory, most: number): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    lacksMemory = memory.buffer.byteLength + pages * pageSize > most;
    if (lacksMemory) throw new RangeError('No more memory.');
    return grow(pages);
  };
}

/**
 * The picture that its file calls the first, turned and cropped as that says, with 8 bits of each colour. Phones give their wider colours
 * a profile. Those that are told by numbers alone (nclx) are taken for sRGB, so they look paler, and those of HDR flat.
 */
function unpack({ path, pixels, memory }: HeicTask): Pixels {
  const lib = startLibheif(memory);
  const [error, answer] = [lib._malloc(12), lib._malloc(4)];
  const check = () => {
    const code = lib.HEAPU32[error / 4]!;
    if (code !== 0) throw new Error(unsupported.includes(code) ? 'unsupported image format' : 'damaged');
  };
  const file = readFileSync(path);
  const fileAt = lib._malloc(file.length);
  lib.HEAPU8.set(file, fileAt);
  const context = lib._heif_context_alloc();
  lib._heif_context_read_from_memory_without_copy(error, context, fileAt, file.length, 0);
  check();
  lib._heif_context_get_primary_image_handle(error, context, answer);
  check();
  const handle = lib.HEAPU32[answer / 4]!;
  if (lib._heif_image_handle_get_width(handle) * lib._heif_image_handle_get_height(handle) > pixels) throw tooLarge();
  // That is what it says, and need not be true.
  lib._heif_context_set_maximum_image_size_limit(context, Math.ceil(Math.sqrt(pixels)));
  const profileSize = lib._heif_image_handle_get_raw_color_profile_size(handle);
  const profileAt = lib._malloc(profileSize);
  if (profileSize > 0) {
    lib._heif_image_handle_get_raw_color_profile(error, handle, profileAt);
    check();
  }
  const isOpaque = lib._heif_image_handle_has_alpha_channel(handle) === 0;
  lib._heif_decode_image(error, handle, answer, rgb, isOpaque ? layouts.opaque : layouts.transparent, 0);
  check();
  const image = lib.HEAPU32[answer / 4]!;
  const at = lib._heif_image_get_plane_readonly(image, interleaved, answer);
  return {
    width: lib._heif_image_get_width(image, interleaved),
    height: lib._heif_image_get_height(image, interleaved),
    channels: isOpaque ? 3 : 4,
    profile: Buffer.from(lib.HEAPU8.subarray(profileAt, profileAt + profileSize)),
    memory: lib.HEAPU8,
    at,
    stride: lib.HEAPU32[answer / 4]!,
  };
}

const tooLarge = () => new Error('Input image exceeds pixel limit');

async function answerOf(task: HeicTask): Promise<HeicAnswer> {
  let unpacked: Pixels;
  try {
    unpacked = unpack(task);
  } catch (error) {
    // The library stops where it gets no memory, wherever that is.
    return failureOf(lacksMemory ? tooLarge() : error);
  }
  return writePng(task.to, unpacked).then(() => null, failureOf);
}

parentPort!.postMessage(await answerOf(workerData as HeicTask));
