import { createContext } from 'svelte';
import type { Api } from '#lib/graphql/api.ts';
import type { Feature, ServiceSettingsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment ServiceSettings on ServiceSettings {
    revision
    features
    mayHold
    consentVersion
    general {
      name {
        ko
        en
      }
      logo {
        path
      }
      slug
      languages
      timeZone
    }
    helpCenter {
      chat
      inquiry
    }
    mail {
      quotesAnswers
    }
    sites {
      origin
      readable
    }
    memberLink {
      enabled
      membersOnly
    }
    customerDataLink {
      enabled
    }
    masking {
      rules {
        kind
        action
      }
      sealAfterDays
    }
    retention {
      chatMonths
      ticketMonths
      customerMonths
      beginsAt
    }
    chat {
      files
      greeting {
        ko
        en
      }
      ratingMessage {
        ko
        en
      }
      absentText {
        ko
        en
      }
      defaultRatingMessage {
        ko
        en
      }
      recentAgentFirst
      seats
      requestedGraceSeconds
      activeGraceSeconds
      idleMinutes
      hours {
        timeZone
        week {
          day
          from
          to
        }
        holidays {
          date
          name
        }
      }
    }
  }
`);

const SettingsChanges = graphql(`
  subscription SettingsChanges {
    settingsChanges {
      ...ServiceSettings
    }
  }
`);

/** The settings of the service as they stand, whoever changed them last. */
export class Settings {
  readonly #api: Api;
  #current = $state.raw<ServiceSettingsFragment>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Undefined until the server told. */
  get current(): ServiceSettingsFragment | undefined {
    return this.#current;
  }

  /** Whether the contract has a feature. What the server has not told yet counts as it usually is. */
  holds(feature: Feature): boolean {
    return this.#current?.features.includes(feature) ?? true;
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    const stops = [
      this.#api.subscribe(SettingsChanges, {}, { next: ({ settingsChanges: settings }) => this.adopt(settings) }),
      // Revisions count anew, so whatever is told next is newer.
      this.#api.onRestored(() => (this.#current = this.#current && { ...this.#current, revision: 0 })),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Settings in an answer are news too; older ones than those known are none. */
  adopt(settings: ServiceSettingsFragment): void {
    if (!this.#current || settings.revision >= this.#current.revision) this.#current = settings;
  }
}

export const [getSettings, setSettings] = createContext<Settings>();
