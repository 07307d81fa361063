/** Names of files and folders that tools read credentials from, as they are. */
const BY_NAME: ReadonlySet<string> = new Set([
  '.netrc', '_netrc', '.pypirc', '.pgpass', '.npmrc', '.dockercfg', 'kubeconfig', 'kaggle.json', 'id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'key.json', 'keyfile.json', 'sa.json', 'token.json', 'token.txt', 'config.local',
  '.aws', '.ssh', '.kube', '.gnupg', '.kaggle', '.azure', 'gcloud',
])
/** Words that say so as the whole of a name, or as its end before the ending: `service-account.json`, `gcp_credentials`. */
const BY_WORDS = /(?:^|[\W_])(?:credentials?|creds|secrets?|service[-_. ]?account(?:[-_. ]?key)?|client[-_. ]?secrets?|(?:private|api|access|gcp|gcs|aws|azure|google|ssh|account)[-_. ]?keys?|passwords?)(?:[-_. ](?:dev|prod|production|staging|local|test|file))?$/
/** Certificates with keys, stores of keys, and variables of Terraform. */
const BY_ENDING = /\.(?:pem|p12|pfx|key|jks|keystore|ppk|kdbx|tfvars)$/
/** Code and prose speak of secrets and hold none. */
const SPEAKS_ONLY = /\.(?:py|ipynb|md|rst|sh|js|ts|sql|html)$/
/** What is written to be shown: `.env.example`. */
const SHOWN = /(?:^|[\W_])(?:example|sample|template|dist|sealed)(?:$|[\W_])/
/** How Google Cloud names the key of a service account that is fetched: `churn-417609-3f2c1ab09d8e.json`. */
const GOOGLE_KEY = /-[\da-f]{12}\.json$/

/** Whether a file holds credentials, by its path: the settings of an environment, keys, what clouds and package indexes are signed in with. Such a file belongs in no commit. */
export function holdsSecrets(path: string): boolean {
  const parts = path.slice(-500).toLowerCase().split(/[\\/]+/).filter((part) => part !== '' && part !== '.')
  const name = parts.at(-1) ?? ''
  if (SHOWN.test(name)) return false
  if (/^\.env(?:\.[\w-]+)?$|\.env$/.test(name) || BY_ENDING.test(name) || GOOGLE_KEY.test(name)) return true
  return !SPEAKS_ONLY.test(name) && parts.some((part) => BY_NAME.has(part) || BY_WORDS.test(part.replace(/(?<=.)\.\w{1,10}$/, '')))
}
