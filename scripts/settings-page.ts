import { SETTINGS, type Setting } from '../src/operate/settings.ts'

/** The settings by what they are about, in the order in which a person meets them. */
const GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: 'Where it is', names: ['HOST', 'PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'GHE_HOST', 'GITHUB_API_URL'] },
  { title: 'Where it keeps things', names: ['DATA_DIR', 'DATABASE_URL', 'DATABASE_URL_FILE', 'KEEP_DAYS', 'KEEP_TEXT_DAYS', 'ERASE_AFTER_DAYS'] },
  { title: 'Its keys', names: ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET', 'WEBHOOK_SECRET_FILE', 'CLIENT_ID', 'CLIENT_SECRET', 'CLIENT_SECRET_FILE'] },
  { title: 'Courses and people', names: ['COURSE_FILES', 'COURSE_REPOSITORIES', 'COURSES_FROM_ORGANIZATIONS', 'OPERATORS', 'LESSONS_URL'] },
]

/** The page of all settings, `docs/settings.md`, from the list that the App reads. A setting that no group names stands under how it works. */
export function settingsPage(settings: readonly Setting[] = SETTINGS): string {
  const grouped = GROUPS.flatMap(({ names }) => names)
  const groups = [...GROUPS, { title: 'How it works', names: settings.map(({ name }) => name).filter((name) => !grouped.includes(name)) }]
  return [
    '# Settings', '<!-- Written by `npm run docs` from src/operate/settings.ts and scripts/settings-page.ts. Edit those, then run it again. -->', '',
    'For whoever runs the App. Settings come from the environment, then from a file `.env` in the folder that the App is started in; `.env.example` is one to copy. An empty value counts as not set. A wrong setting stops the start, with all that are wrong listed.', '',
    'None is needed to try the App. For a course, begin with `PUBLIC_URL` and `COURSE_FILES` ([Operate the App](operate.md)). Secrets are never shown, in the log neither.', '',
    ...groups.flatMap(({ title, names }) => [`## ${title}`, '', '| setting | says | without it |', '| --- | --- | --- |', ...names.map((name) => rowOf(settings.find((setting) => setting.name === name), name)), '']),
  ].join('\n')
}

function rowOf(setting: Setting | undefined, name: string): string {
  if (setting === undefined) throw new Error(`${name} is no setting: scripts/settings-page.ts names it`)
  const fallback = setting.default === '' ? '' : `\`${setting.default}\``
  return `| \`${name}\` | ${inTable(setting.says)}${setting.secret ? ' A secret.' : ''} | ${inTable(fallback)} |`
}

function inTable(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('capstone-*', '`capstone-*`')
}

/** The file `.env.example`, from the same list. */
export function environmentExample(settings: readonly Setting[] = SETTINGS): string {
  const head = '# Every setting of the App, with its default (docs/settings.md). Copy it to .env beside package.json, or set the same names in the environment, which goes first.\n# An empty value counts as not set.'
  return `${[head, ...settings.map(({ name, default: fallback, says }) => `# ${says}\n${name}=${fallback}`)].join('\n\n')}\n`
}
