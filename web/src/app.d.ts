declare global {
  namespace App {
    interface Locals {
      /** The language this request is answered in. */
      language: 'ko' | 'en';
    }
    interface PageState {
      /** What is searched for in the chat history: personal data, so never in the address. */
      historyText?: string;
      /** Likewise for the tickets. */
      ticketText?: string;
    }
  }
}

export {};
