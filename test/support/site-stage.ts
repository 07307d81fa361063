import type { Person } from '../../src/model/course.ts'
import type { StaffRole } from '../../src/model/role.ts'
import { peoplesPages } from '../../src/web/pages/peoples-pages.ts'
import { createSite } from '../../src/web/site.ts'
import { keptLog, type KeptLog } from './quiet-log.ts'
import { saveOlga, wholeApp, wholeParts, type WholeApp } from './whole-app.ts'
import { serviceStage, type ServiceStage, type StageOptions } from './service-stage.ts'

/** Who there is: two of the staff, two students who work on a repository each (ana on 42, ben on 43), somebody who is in no course, and who runs the App and is in none either. */
export const PEOPLE = { ines: 70, aki: 71, ana: 5, ben: 6, zoe: 99, olga: 77 } as const
export type Login = keyof typeof PEOPLE

const PLACE = 'https://coach.example'

/** The cookies of one browser, by their names. */
export type Browser = Map<string, string>

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers }

export type SiteStage = ServiceStage & {
  readonly log: KeptLog
  readonly browserOf: (login: Login) => Promise<Browser>
  readonly open: (path: string, browser?: Browser, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  /** Sends a form: as the page has it that was opened before, unless `form` says otherwise. */
  readonly send: (path: string, fields: Readonly<Record<string, string>>, browser: Browser, headers?: Readonly<Record<string, string>>, method?: string) => Promise<Answer>
  /** The same with files, by the fields that they are chosen in. */
  readonly upload: (path: string, fields: Readonly<Record<string, string>>, files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>, browser: Browser) => Promise<Answer>
  /** Who may read no private repository any more, as GitHub has it, or one alone; `silent` is whether it does not say. */
  readonly rights: { readonly taken: Set<number>; silent: boolean; only: { readonly personId: number; readonly repositoryId: number } | null }
  /** What the App tells of itself as a whole. */
  readonly whole: WholeApp
  /** How often the staff was looked up at GitHub. */
  readonly looked: () => number
}

/** The site of a course with people who sign in, over a store of its own. Nothing of it asks a network. */
export async function siteStage(options: StageOptions = {}, readStaff: () => Promise<void> = () => Promise.resolve()): Promise<SiteStage> {
  return siteOver(await serviceStage(options), readStaff)
}

/** The same over the store of another stage, whose course is `mlops`. */
export async function siteOver(service: ServiceStage, readStaff: () => Promise<void> = () => Promise.resolve()): Promise<SiteStage> {
  const { store, parts } = service
  const staff = (login: Login, role?: StaffRole) => ({ person: { id: PEOPLE[login], login }, by: 'login', word: login, ...role === 'assistant' ? { role } : {} } as const)
  await store.courses.saveStaff('mlops', [staff('ines'), staff('aki', 'assistant')], ({ word }) => ({ id: `staff ${word}`, at: 0, actor: null, action: 'staff.added', subject: 'course mlops', says: word }), 0)
  const log = keptLog()
  let looked = 0
  const rights: SiteStage['rights'] = { taken: new Set(), silent: false, only: null }
  const whole = wholeApp()
  await saveOlga(store)
  const pages = peoplesPages({
    ...parts, ...store, ...wholeParts(store, whole), log, links: { passageOf: () => null, lessonsUrl: null }, publicUrl: PLACE, clientSecret: 'client secret', readStaff: () => { looked += 1; return readStaff() },
    mayRead: ({ id }, repositoryId) => Promise.resolve(rights.silent ? null : !rights.taken.has(id) && (rights.only?.personId !== id || rights.only.repositoryId === repositoryId)),
    signIn: {
      addressOf: ({ state, challenge, returnUrl }) => `https://github.example/agree?${new URLSearchParams({ state, challenge, returnUrl }).toString()}`,
      personOf: (code) => {
        const person = Object.entries(PEOPLE).map(([login, id]): Person => ({ id, login })).find(({ login }) => login === code)
        return Promise.resolve(person === undefined ? { ok: false, trouble: { kind: 'gone', says: 'The code was used already.' } } : { ok: true, value: person })
      },
    },
  })
  const site = createSite({ receive: null, needs: [], metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }), home: '', pages, privacy: '', webUrl: 'https://github.example', publicUrl: PLACE, proxies: 0, now: parts.now, log })
  const ask = async (path: string, browser: Browser, init: RequestInit = {}): Promise<Answer> => {
    const answer = await site.request(`${PLACE}${path}`, { ...init, headers: { ...init.headers as Record<string, string> | undefined, cookie: [...browser].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) browser.delete(name)
      else browser.set(name, value)
    }
    // As it came: what reads text leaves the mark of UTF-8 out.
    return { status: answer.status, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()), headers: answer.headers }
  }
  const formOf = async (browser: Browser): Promise<string> => /name="form" value="([^"]+)"/.exec((await ask('/', browser)).text)?.[1] ?? ''
  return {
    ...service, log, whole, rights, looked: () => looked,
    browserOf: async (login) => {
      const browser: Browser = new Map()
      const { headers } = await ask('/sign-in', browser)
      await ask(`/sign-in/callback?${new URLSearchParams({ code: login, state: new URL(headers.get('location') ?? '').searchParams.get('state') ?? '' }).toString()}`, browser)
      return browser
    },
    open: (path, browser = new Map(), headers = {}) => ask(path, browser, { headers }),
    send: async (path, fields, browser, headers = {}, method = 'POST') => {
      const form = await formOf(browser)
      return ask(path, browser, { method, body: new URLSearchParams({ form, ...fields }), headers: { origin: PLACE, 'content-type': 'application/x-www-form-urlencoded', ...headers } })
    },
    upload: async (path, fields, files, browser) => {
      const body = new FormData()
      for (const [name, value] of Object.entries({ form: await formOf(browser), ...fields })) body.append(name, value)
      for (const [name, content] of Object.entries(files)) body.append(name, new File([content], 'sheet.csv', { type: 'text/csv' }))
      return ask(path, browser, { method: 'POST', body, headers: { origin: PLACE } })
    },
  }
}
