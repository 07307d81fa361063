import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../src/sandbox/free-port.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { App } from '../../src/sandbox/state/records.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { createReplica } from './replicas.ts'
import type { Seeded } from './seeded.ts'
import { ORGANIZATION } from './story.ts'

export type Place = {
  /** The folder of the built App. */
  readonly program: string
  /** Where a play keeps everything. */
  readonly folder: string
  /** The address of an empty PostgreSQL, on which two processes run; null for one process on the embedded store. */
  readonly database: string | null
}

/** The processes of the App on one store. */
export type Stage = {
  readonly store: Store
  /** Kills one process, or all, which start again soon. */
  readonly kill: (whom: 'one' | 'all') => void
  /** Ends when all that were killed listen again. */
  readonly revived: () => Promise<void>
  /** Ends all processes as an operator would; gives the exit codes. */
  readonly stop: () => Promise<readonly (number | null)[]>
  /** Leaves nothing running, however the play ended. */
  readonly close: () => Promise<void>
}

const COURSE = `title: MLOps\norganization: ${ORGANIZATION}\nrepositories: { patterns: ["*"] }\nstaff: { people: [kim] }\n`
/** A process that was killed starts again within so many milliseconds. */
const LONGEST_DEATH = 600

/** Starts the App for a GitHub, which sends its webhooks to the first process. Who is killed and for how long is left to `chances`. */
export async function startStage(sandbox: Sandbox, app: App, chances: Seeded, { program, folder, database }: Place): Promise<Stage> {
  const file = join(folder, 'mlops.yml')
  writeFileSync(file, COURSE)
  const ports = [await freePort(), await freePort()]
  const [publicUrl, data] = [`http://127.0.0.1:${ports[0]}`, join(folder, 'data')]
  const settings = {
    PUBLIC_URL: publicUrl, GITHUB_API_URL: sandbox.url, LEASE_SECONDS: '5', APP_ID: String(app.id), PRIVATE_KEY: app.privateKey, WEBHOOK_SECRET: app.webhookSecret, COURSE_FILES: file, WORKERS: database === null ? '2' : '1',
    ...database === null ? {} : { DATABASE_URL: database },
  }
  const replicas = (database === null ? ports.slice(0, 1) : ports).map((port, place) => createReplica(program, { ...settings, PORT: String(port), DATA_DIR: place === 0 ? data : `${data}-2` }, join(folder, `app-${place + 1}.log`)))
  sandbox.setWebhookUrl(`${publicUrl}/webhook`)
  await Promise.all(replicas.map((replica) => replica.start()))
  const store = await openStore(database === null ? { kind: 'sqlite', file: join(data, 'capstone-coach.db') } : { kind: 'postgres', url: database })
  let restarts: Promise<void>[] = []
  return {
    store,
    kill(whom) {
      const chosen = whom === 'all' ? replicas : [replicas[chances.below(replicas.length)]]
      for (const replica of chosen) if (replica?.kill() === true) restarts.push(pause(chances.below(LONGEST_DEATH)).then(() => replica.start()))
    },
    async revived() {
      while (restarts.length > 0) {
        const those = restarts
        restarts = []
        await Promise.all(those)
      }
    },
    stop: () => Promise.all(replicas.map((replica) => replica.stop())),
    async close() {
      await Promise.allSettled(restarts)
      for (const replica of replicas) replica.kill()
      await store.close()
    },
  }
}
