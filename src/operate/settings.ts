/** One variable of the environment that the App reads. */
export type Setting = {
  readonly name: string
  /** What holds where it is not set; empty for none. */
  readonly default: string
  readonly says: string
  readonly secret: boolean
}

const shown = (name: string, fallback: string, says: string): Setting => ({ name, default: fallback, says, secret: false })
const secret = (name: string, says: string): Setting => ({ name, default: '', says, secret: true })
const file = (name: string): Setting => shown(`${name}_FILE`, '', `File that holds ${name}, as containers are given secrets, instead of ${name}.`)

/** Every setting of the App with its default; `.env.example` holds the same list. */
export const SETTINGS = [
  shown('HOST', '127.0.0.1', 'Address to listen on; 0.0.0.0 in a container.'),
  shown('PORT', '3000', 'Port to listen on.'),
  shown('PUBLIC_URL', '', 'Where GitHub and people reach the App, https://coach.example.edu. Without it no webhooks come: the App reads state on a slow sweep.'),
  shown('TRUSTED_PROXIES', '', 'How many proxies of your own stand before the App, 0 to 5: so many addresses at the end of X-Forwarded-For are believed, to count requests by who sent them. By itself 1 where PUBLIC_URL is https, which a proxy speaks, else 0.'),
  shown('DATA_DIR', './data', 'Folder of the embedded store and of credentials.json.'),
  secret('DATABASE_URL', 'PostgreSQL instead of the embedded store: postgres://user:password@host:5432/name.'),
  file('DATABASE_URL'),
  shown('APP_ID', '', 'Number of the GitHub App. The set-up page fills in this one and the rest of the credentials through credentials.json.'),
  secret('PRIVATE_KEY', 'Private key of the App, PEM; line breaks may be written as \\n.'),
  shown('PRIVATE_KEY_PATH', '', 'File that holds the private key, instead of PRIVATE_KEY.'),
  secret('WEBHOOK_SECRET', 'Secret that GitHub signs webhooks with, 16 characters or more.'),
  file('WEBHOOK_SECRET'),
  shown('CLIENT_ID', '', 'Client id of the App, for signing in.'),
  secret('CLIENT_SECRET', 'Client secret of the App, for signing in.'),
  file('CLIENT_SECRET'),
  shown('GHE_HOST', '', 'Host of a GitHub Enterprise, such as git.example.edu or octo.ghe.com, where the App is not on github.com.'),
  shown('GITHUB_API_URL', '', 'Address of GitHub\'s API, where GHE_HOST does not say it: by itself https://api.github.com, with GHE_HOST https://HOST/api/v3.'),
  shown('COURSE_FILES', '', 'Files of courses, separated by commas: courses/mlops.yml. docs/course.md says what is in one; without any, one course is made for the one account that has the App installed.'),
  shown('COURSE_REPOSITORIES', '*', 'Which repositories that one course takes in: names or patterns, separated by commas, such as capstone-*. Used only where COURSE_FILES is empty.'),
  shown('COURSES_FROM_ORGANIZATIONS', 'one', 'Which organizations write down their course themselves, as capstone.yml in their .github repository: one (the one that has the App installed), all, none, or logins separated by commas. Whoever can push there decides it, for the repositories of that organization alone; a file of COURSE_FILES goes before it.'),
  shown('OPERATORS', '', 'Who runs the App and may open its page /operations: logins of people, separated by commas. Without it whoever owns the App on GitHub, where that is a person.'),
  shown('LESSONS_URL', '', 'Where the lessons are published: a site (advice links to LESSONS_URL/lesson#heading), or their folder on GitHub (https://github.com/OWNER/NAME/blob/main/lesson-modules). Without it the lesson is named.'),
  shown('SWEEP_MINUTES', '30', 'How often every enrolled repository is looked at for what no webhook told.'),
  shown('WORKERS', '2', 'How many repositories are read and judged at the same time, 1 to 32; four times as many are worked on, since most of that is waiting for GitHub.'),
  shown('LEASE_SECONDS', '60', 'How long work is held without a sign of life: after a crash what ran is taken up again that much later, 5 to 600.'),
  shown('PACE_POINTS_A_MINUTE', '900', 'How many points of GitHub\'s an installation may take within a minute, by REST (a request that reads takes 1, one that writes 5); by GraphQL 20 for each 9. 60 or more, or 0 where there is no such limit, as on most Enterprise Servers.'),
  shown('PACE_CONTENT_A_MINUTE', '80', 'How many comments, issues and reactions, and check runs where they count, are created within a minute for an installation; 0 for any number.'),
  shown('PACE_CONTENT_AN_HOUR', '500', 'The same within an hour.'),
  shown('PACE_CHECK_RUNS_AS_CONTENT', 'true', 'Whether a new check run counts for the two before. GitHub says nowhere whether it does; false lets a large class get its verdicts sooner where GitHub does not refuse them.'),
  shown('KEEP_DAYS', '30', 'How many days a webhook is remembered after it was worked off, 4 to 3650 (GitHub may repeat one for 3 days); its body is kept for 7 of them at most.'),
  shown('KEEP_TEXT_DAYS', '0', 'How many days after a course has ended or closed the texts of people in it (what participants said, reasons of decisions, re-judgings and releases, notes on the watch list, and why a verdict was said to be wrong) are emptied, 1 to 36500; 0 keeps them as long as the database.'),
  shown('ERASE_AFTER_DAYS', '30', 'How many days after the App was uninstalled somewhere everything of the repositories there is erased, 1 to 3650; 0 for never. Installed again before that, nothing is lost.'),
  shown('PROBE_LOOPBACK', 'false', 'true lets probes ask services on this machine itself, also without encryption: for tests, never where other people\'s repositories are judged.'),
  shown('LOG_LEVEL', 'info', 'error, warn, info or debug; text of students appears at debug alone.'),
] as const

/** The setting of a name; a name that is none is a fault of the code. */
export function settingOf(name: string): Setting {
  const found = SETTINGS.find((setting) => setting.name === name)
  if (found === undefined) throw new Error(`${name} is no setting`)
  return found
}
