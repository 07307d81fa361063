/** What programs say where a service was not reached or did not answer in time; what is caught is its host, and its port where it stands there. The first that fits a line. */
const RULES: readonly RegExp[] = [
  /HTTPS?ConnectionPool\(host='([\w.-]{1,100})', port=(\d{1,5})\): (?:Max retries exceeded|Read timed out)/,
  /^curl: \((?:7|28)\) Failed to connect to ([\w.-]{1,100}) port (\d{1,5})/,
  /^curl: \(6\) Could not resolve host: ([\w.-]{1,100})/,
  /^curl: \((?:28|52|56)\) /,
  /Could not resolve host: ([\w.-]{1,100})/,
  /error sending request for url \(https?:\/\/([\w.-]{1,100})(?::(\d{1,5}))?\//,
  /Get "https?:\/\/([\w.-]{1,100})(?::(\d{1,5}))?\/.{0,200}(?:net\/http: request canceled|net\/http: TLS handshake timeout|i\/o timeout|context deadline exceeded|no such host)/,
  /connection to server at "([\w.-]{1,100})".{0,60}, port (\d{1,5}) failed/,
  /Error \d{1,4} connecting to ([\w.-]{1,100}):(\d{1,5})/,
  /could not translate host name "([\w.-]{1,100})" to address/,
  /^(?:E {1,60})?(?:\w{1,60}\.){0,6}(?:ConnectionRefusedError|ConnectError|ConnectionError|NewConnectionError|ReadTimeout\w{0,10}|ConnectTimeout\w{0,10}|DeadlineExceeded|ServerSelectionTimeoutError|socket\.gaierror|gaierror)\b/,
]

/** The service that a line says did not answer, as `host:port`; without a port where none is told, empty where no host is, null where the line says no such thing. */
export function addressIn(line: string): string | null {
  // A service that refuses a name or a password was reached.
  if (/\bFATAL: /.test(line)) return null
  for (const pattern of RULES) {
    const match = pattern.exec(line)
    if (match === null) continue
    const [, host = '', port] = match
    return port === undefined || port === '443' || port === '80' ? host : `${host}:${port}`
  }
  return null
}
