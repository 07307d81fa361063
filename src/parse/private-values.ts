/** Words of a name that promise a secret, whatever stands behind it. */
const SECRET: ReadonlySet<string> = new Set(['password', 'passwd', 'passphrase', 'pwd', 'secret', 'secrets', 'credential', 'credentials', 'apikey', 'dsn'])
/** Words that may: `token` is a part of a text to a language model too. */
const MAYBE_SECRET: ReadonlySet<string> = new Set(['token', 'auth', 'authorization', 'bearer', 'cookie', 'session', 'key'])
const PERSON: ReadonlySet<string> = new Set(['user', 'username', 'login', 'email', 'mail', 'owner', 'author', 'hostname', 'host', 'computer'])
const PAIRS: readonly string[] = ['api key', 'access key', 'private key', 'connection string', 'user name']
/** Forms that no parameter has by chance: tokens of GitHub, AWS, Google, Slack, OpenAI, Hugging Face, a JWT, a private key, a password in an address. */
const FORMS = /\b(?:gh[pousr]_\w{20}|github_pat_\w{20}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30}|xox[abprs]-[\w-]{10}|sk-[\w-]{20}|hf_[A-Za-z]{20}|eyJ[\w-]{10,}\.eyJ)|-----BEGIN |:\/\/[^\s/:@]{1,200}:[^\s/@]{1,200}@/
/** What is too plain to be a secret: a number, yes or no, nothing, a mark such as `<pad>` or `[CLS]`. */
const PLAIN = /^(?:|[+-]?[\d.]+(?:e[+-]?\d+)?|true|false|none|null|auto|[<[][^<>[\]]{0,30}[>\]])$/i

/** Whether a parameter or tag looks like a credential or names a person or a machine: by its name, or by the form of its value. Rather once too often than once too little. */
export function isPrivate(name: string, value: string): boolean {
  if (hasSecret(value)) return true
  const words = name.slice(0, 300).replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== '')
  const line = ` ${words.join(' ')} `
  if (words.some((word) => SECRET.has(word) || PERSON.has(word)) || PAIRS.some((pair) => line.includes(` ${pair} `))) return true
  return words.some((word) => MAYBE_SECRET.has(word)) && !PLAIN.test(value.trim())
}

/** Whether a text has the form of a credential in it. */
export function hasSecret(text: string): boolean {
  return FORMS.test(text)
}

/**
 * A path of the machine: from a folder of its root or from a drive on, also as an address has it (`sqlite:////home/…`, `file:///C:/…`). What stands before
 * must not make it a path in the project (`src/app/main.py`), and such a folder's name ends there (`/application`). Behind `:` two slashes are of a host (`http://app/`).
 */
const PLACE = /(?<![\w.…/-])(?:file:(?:\/\/)?)?(?:(?:\/|(?<!:)\/\/|\/{3,4})(?:home|Users|root|mnt|media|private|tmp|var|opt|usr|srv|workspaces?|content|data|app|builds?|github)(?![^\s'"<>|:*?\\/])|\/{0,4}[A-Za-z]:[\\/]{1,2}(?=[^/\\]))[^\s'"<>|:*?]{0,300}/g
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,100}\.[\w.-]{1,100}/g

/** A text without the places of this machine and without addresses of people: a path into the project (`root`) becomes its path in it, of any other only the last name is left. */
export function withoutPlaces(text: string, root: string): string {
  const inside = root === '' || root === '/' ? text : text.replaceAll(`${root}/`, '').replaceAll(`${root}\\`, '')
  return inside.replace(PLACE, (place) => `…/${place.split(/[\\/]/).filter((part) => part !== '').at(-1) ?? ''}`).replace(ADDRESS, '…')
}
