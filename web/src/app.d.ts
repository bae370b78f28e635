declare global {
  namespace App {
    interface Locals {
      /** The language this request is answered in. */
      language: 'ko' | 'en';
    }
    interface PageState {
      /** What is searched for in a list: personal data, so never in the address. */
      searchText?: string;
    }
  }
}

export {};
