declare global {
  namespace App {
    interface Locals {
      /** The language this request is answered in. */
      language: 'ko' | 'en';
    }
  }
}

export {};
