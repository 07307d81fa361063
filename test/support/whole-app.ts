import type { AppSettings, HealthCheck, ProcessState } from '../../src/model/app-state.ts'
import type { Store } from '../../src/store/open-store.ts'
import type { PeoplesPagesParts } from '../../src/web/pages/peoples-pages.ts'

/** What a test's App tells of itself as a whole: a test may change it. */
export type WholeApp = { health: readonly HealthCheck[]; process: ProcessState; readonly settings: AppSettings }

const AT = Date.UTC(2026, 11, 22, 10, 30)

/** An App that runs well, in one process. */
export function wholeApp(): WholeApp {
  return {
    health: [{ name: 'database', ok: true, says: 'in place' }, { name: 'github', ok: true, says: 'in place' }, { name: 'queue', ok: true, says: 'in place' }],
    settings: { publicUrl: 'https://coach.example', sweepMinutes: 30, workers: 2, logLevel: 'info' },
    process: {
      version: '1.2.3', node: '22.1.0', host: 'coach-1', pid: 4711, startedAt: AT, arrivals: { stored: 0, repeated: 0, refused: 0, failed: 0, lastRefusedAt: null },
      quotas: [], sweep: { lastAt: null, nextAt: null }, log: [],
    },
  }
}

/** Puts olga, who is 77 on GitHub, into a store as who runs the App. */
export async function saveOlga({ operators }: Pick<Store, 'operators'>): Promise<void> {
  await operators.save([{ word: 'olga', person: { id: 77, login: 'olga' } }], ({ word }, change) => ({ id: `operator ${word}`, at: 0, actor: null, action: `operator.${change}`, subject: 'the App', says: word }), 0)
}

/** The parts of pages that tell of the whole App to whom OPERATORS names, olga. */
export function wholeParts(store: Pick<Store, 'operators' | 'about'>, whole: WholeApp): Pick<PeoplesPagesParts, 'running' | 'app' | 'about'> {
  return {
    about: store.about,
    running: { words: ['olga'], operators: store.operators, read: () => Promise.resolve() },
    app: { health: () => Promise.resolve(whole.health), process: () => whole.process, settings: whole.settings },
  }
}
