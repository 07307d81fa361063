import { withService, type HostileRepository } from './repository.ts'

/** What a regular expression that goes back over its text is slow on: a beginning, a piece to repeat, an end that does not fit. */
const BAIT: readonly (readonly [beginning: string, piece: string, end: string])[] = [
  ['python deploy_', 'o_o-', '/deploy'], ['python scripts/', '_promote_e', '!'], ['', 'python h ', '<'], ['', 'sh( ', '('], ['kubectl ', 'a-a  ', 'rollout'], ['no ', 'roll back ', '\\n'], ['', 'accuracy below ', '!'], ['', 'n.', '!'], ['p', '.p', '!'],
  ['gcloud run', ' run services update-traffic', '!'], ['', '/', 'x'], ['', 'requirements', '!'], ['vercel ', 'deploy ', '!'], ['', 'a.', '='], ['', 'drift_', '-'], ['curl ', 'webhook deploy ', '!'], ['', 'dockerfile', '!'], ['aws s3 cp ', 'model.pkl ', 's3:'],
  ['', 'docker compose ', '!'], ['pytest ', '-k a ', '|'], ['mlflow ', 'a_a.', '('], ['', '.github/workflows/', '@'], ['', 'a@', '@'], ['', '"a" ', '\''], ['', '- [ ] ', '!'], ['', ' \t', 'x'], ['', '%(', ')'], ['{', '{a,', '}'], ['', '&& ', '|'],
]

const texts = BAIT.map(([beginning, piece, end]) => `${beginning}${piece.repeat(Math.ceil(8000 / piece.length))}${end}`)
const quoted = texts.map((text) => JSON.stringify(text))

/** Long texts for our own patterns, in every place where a pattern looks. */
export const PATTERNS: readonly HostileRepository[] = [{
  name: 'pattern-bait',
  files: () => withService(
    ['.github/workflows/ci.yml', `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${quoted.map((text) => `      - run: ${text}\n        name: ${text}\n        if: ${text}`).join('\n')}\n`],
    ['app/odd.py', `import logging, mlflow, os\n${quoted.map((text, at) => `x${at} = ${text}\nlogging.error(${text})\nos.system(${text})\nmlflow.log_metric(${text}, 1)`).join('\n')}\n`],
    ['tests/test_odd.py', `from app.main import app, predict\n\ndef test_odd():\n${quoted.map((text) => `    assert predict(${text}) == ${text}`).join('\n')}\n`],
    ['README.md', `# Sentiment\n\n${texts.join('\n\n')}\n\n\`\`\`sh\n${texts.join('\n')}\n\`\`\`\n`], ['Makefile', texts.map((text, at) => `t${at}:\n\t${text}`).join('\n')], ['scripts/odd.sh', texts.join('\n')],
    ['dvc.yaml', `stages:\n${quoted.map((text, at) => `  s${at}: {cmd: ${text}, deps: [${text}]}`).join('\n')}\n`], ['docker-compose.yml', `services:\n${quoted.map((text, at) => `  s${at}: {command: ${text}, image: ${text}}`).join('\n')}\n`],
    ['Dockerfile', `FROM python\n${texts.slice(0, 20).map((text) => `RUN ${text}`).join('\n')}\n`], ['Jenkinsfile', texts.map((text) => `sh '${text}'`).join('\n')], ['requirements.txt', texts.join('\n')], ['crontab', texts.join('\n')], ['.gitignore', texts.join('\n')],
    ['prometheus/rules.yml', `groups:\n- rules:\n${quoted.map((text) => `  - {alert: ${text}, expr: ${text}}`).join('\n')}\n`], ['scripts/deploy.yml', texts.join('\n')],
  ),
}]
