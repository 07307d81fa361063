import { expect, it, vi } from 'vitest'
import { APP } from '../support/app-on-sandbox.ts'
import { NAME, stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'

const built = builtForFile()

type Browser = { readonly open: (path: string) => Promise<{ readonly status: number; readonly text: string }>; readonly send: (path: string, fields: Readonly<Record<string, string>>) => Promise<number> }

/** Somebody who signed in at the sandbox's GitHub. */
async function signIn(site: string, login: string): Promise<Browser> {
  const cookies = (answer: Response): string => answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ')
  const begun = await fetch(`${site}/sign-in`, { redirect: 'manual' })
  const agreed = await fetch(`${begun.headers.get('location') ?? ''}&login=${login}`, { redirect: 'manual' })
  const back = await fetch(agreed.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie: cookies(begun) } })
  const cookie = cookies(back)
  const open = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const answer = await fetch(`${site}${path}`, { headers: { cookie } })
    return { status: answer.status, text: await answer.text() }
  }
  return {
    open,
    send: async (path, fields) => {
      const form = /name="form" value="([^"]+)"/.exec((await open('/')).text)?.[1] ?? ''
      return (await fetch(`${site}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ form, ...fields }), headers: { cookie, origin: site } })).status
    },
  }
}

it('whom the setting names sees what the App does, and whoever takes over their login nothing, after a restart either', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const settings = { DATA_DIR: temporaryFolder(), OPERATORS: 'Olga', CLIENT_ID: APP.clientId, CLIENT_SECRET: APP.clientSecret }
  for (const login of ['olga', 'ben']) sandbox.user(login)
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' } })
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' } })
  const first = await start(settings)
  await vi.waitFor(() => { expect(first.output()).toContain('"olga\\" in OPERATORS could not be looked up: the App is installed nowhere') }, WAIT)
  const early = await signIn(first.url, 'olga')
  expect((await early.open('/operations')).status).toBe(404)
  sandbox.installApp('octo-org', 'all')
  await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, commit).length).toBe(1) }, WAIT)
  const { status, text } = await early.open('/operations')
  expect([status, text]).toEqual([200, expect.stringMatching(/<h1>App operations<\/h1>[^]*Everything is in place\.[^]*<code>installation<\/code>[^]*octo-org[^]*could not be looked up: the App is installed nowhere/)])
  expect(await early.send('/operations/again', { what: 'work', id: 'all' })).toBe(303)
  expect(await (await signIn(first.url, 'ben')).open('/operations').then((answer) => answer.status)).toBe(404)
  expect(await first.signal('SIGTERM')).toMatchObject({ code: 0 })

  const olga = [...sandbox.world.accounts.values()].find(({ login }) => login === 'olga')
  Object.assign(olga ?? {}, { login: 'olga-k' })
  sandbox.user('olga')
  const second = await start(settings)
  expect((await (await signIn(second.url, 'olga')).open('/operations')).status).toBe(404)
  expect((await (await signIn(second.url, 'olga-k')).open('/operations')).status).toBe(200)
  await vi.waitFor(() => { expect(second.output()).toContain('is called olga-k now') }, WAIT)
  expect(await second.signal('SIGTERM')).toMatchObject({ code: 0 })
}, 4 * LONG)
