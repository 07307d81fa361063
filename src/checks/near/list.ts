import { misplacedWorkflowOf, nearPathOf } from '../../facts/near/near-paths.ts'
import { nearRouteOf, nearWordIn, packageAskedFor } from '../../facts/near/near-words.ts'
import { slippedTestOf } from '../../facts/near/slipped-tests.ts'
import { pathExists } from '../../facts/repository-facts.ts'
import { ignoringRuleOf } from '../../facts/settings/ignore-rules.ts'
import { filesWithTestsOf } from '../../facts/tests/test-functions.ts'
import type { LookNear, NearTable } from './near-miss.ts'

/** A file whose name is nearly the one that is looked for. */
function file(...wanted: readonly string[]): LookNear {
  return (facts) => {
    const near = nearPathOf(facts, wanted)
    return near === null ? null : {
      found: `The nearest is \`${near.path}\`, whose name is not the one that is looked for.`, next: `Rename \`${near.path}\` to \`${near.meant}\`, so that it is found under the name that tools and people look for.`,
    }
  }
}

/** A package that is asked for, misspelt or not used by anything that counts. */
function listed(use: string, ...wanted: readonly string[]): LookNear {
  return (facts) => {
    const asked = packageAskedFor(facts, wanted)
    if (asked === null) return null
    const { listed: { name, path, line }, meant } = asked
    return meant === null
      ? { found: `The nearest is \`${path}:${line}\`, which asks for \`${name}\`; nothing that counts uses it yet.`, next: use.replaceAll('PACKAGE', `\`${name}\``) }
      : { found: `The nearest is \`${path}:${line}\`, which asks for \`${name}\`; the package is called \`${meant}\`.`, next: `Write \`${meant}\` in \`${path}:${line}\`, install it, and use it: ${use.charAt(0).toLowerCase()}${use.slice(1).replaceAll('PACKAGE', `\`${meant}\``)}` }
  }
}

/** A file that would say it and cannot be read. */
function unreadable(name: RegExp): LookNear {
  return (facts) => {
    const problem = facts.problems.find(({ path }) => name.test(path))
    if (problem === undefined) return null
    const { path, line, says } = problem
    const place = line > 0 ? `${path}:${line}` : path
    return { found: `The nearest is \`${place}\`, which cannot be read as its format asks: ${says}.`, next: `Mend \`${place}\` (${says}); until then no tool reads what it says.` }
  }
}

const workflow: LookNear = (facts) => {
  const near = misplacedWorkflowOf(facts)
  return near === null ? null : {
    found: `The nearest is \`${near.path}\`, a workflow where GitHub looks for none.`, next: `Move \`${near.path}\` to \`${near.meant}\`: GitHub runs only the YAML files of that folder at the root of the repository.`,
  }
}

function route(...wanted: readonly string[]): LookNear {
  return (facts) => {
    const near = nearRouteOf(facts, wanted)
    if (near === null) return null
    const { route: { module, line, path }, meant } = near
    return { found: `The nearest is the route \`${path}\` (\`${module}:${line}\`).`, next: `Let \`${module}:${line}\` answer \`${meant}\` in the place of \`${path}\`: platforms and monitors ask for it by that name.` }
  }
}

function word(wanted: string): LookNear {
  return (facts) => {
    const near = nearWordIn(facts, wanted)
    return near === null ? null : {
      found: `The nearest is \`${near.path}:${near.line}\`, which says “${near.word}”; the checklist looks for the word ${wanted}.`,
      next: `Write “${wanted}” in \`${near.path}:${near.line}\`, and below it the steps that bring the earlier version back, so that it is found in a hurry.`,
    }
  }
}

const slippedTest: LookNear = (facts) => {
  const near = slippedTestOf(facts)
  return near === null ? null : {
    found: `The nearest is \`${near.name}\` in \`${near.path}:${near.line}\`, which pytest does not collect: it looks for names that begin with test.`,
    next: `Rename \`${near.name}\` to \`${near.meant}\`, then run \`pytest\` and see that it is counted.`,
  }
}

/** Where no test function is there yet: those that are use the runner, whatever they look at. */
function withoutTests(look: LookNear): LookNear {
  return (facts) => filesWithTestsOf(facts).size > 0 ? null : look(facts)
}

/** What DVC writes for git to keep, and a rule that leaves it out. */
const ignored: LookNear = (facts) => {
  const inProject = (path: string): string => facts.project === '.' ? path : `${facts.project}/${path}`
  const wanted = [...pathExists(facts, inProject('dvc.yaml')) ? ['dvc.lock'] : [], 'data/raw.csv.dvc', '.dvc/config'].map(inProject).filter((path) => !pathExists(facts, path))
  for (const path of wanted) {
    const rule = ignoringRuleOf(facts, path)
    if (rule === null || !/dvc/i.test(rule.text)) continue
    return { found: `The nearest is \`${rule.path}:${rule.line}\`: \`${rule.text}\` keeps what DVC writes for git (\`${path.split('/').at(-1) ?? path}\` and its kin) out of every commit.`, next: `Take \`${rule.text}\` out of \`${rule.path}\`, then commit the files of DVC (\`dvc.lock\`, \`*.dvc\`, \`.dvc/config\`): they are small, and git keeps them while DVC keeps the data.` }
  }
  return null
}

/** Where to look for what comes nearest to each criterion; what is not here has words of its own in its check. */
export const NEAR_MISSES: NearTable = {
  lint: [workflow, unreadable(/^\.github\/workflows\//), listed('Run PACKAGE in a step of a workflow on push and pull request, where its failure fails the job.', 'ruff', 'flake8', 'pylint', 'black', 'isort', 'pycodestyle')],
  'tests-unit': [slippedTest, withoutTests(listed('Write the first three tests, each of which calls one function of the project; PACKAGE finds them in `tests/`.', 'pytest'))],
  'tests-integration': [slippedTest],
  'tests-ci': [workflow, unreadable(/^\.github\/workflows\//), listed('Run PACKAGE in a step of a workflow on push and pull request.', 'pytest')],
  container: [file('Dockerfile')],
  registry: [listed('Log the trained model in its run and register it under a name, with a signature and a description; PACKAGE is installed already.', 'mlflow')],
  health: [route('health', 'healthz', 'healthcheck', 'readiness', 'liveness')],
  logging: [listed('Take the logger of PACKAGE where the service starts, and log there what is worth knowing in production.', 'loguru', 'structlog')],
  metrics: [route('metrics'), listed('Let the service expose its metrics with PACKAGE, on a route that Prometheus can ask.', 'prometheus-client', 'prometheus-fastapi-instrumentator', 'prometheus-flask-exporter', 'starlette-exporter', 'opentelemetry-sdk')],
  alerts: [unreadable(/(?:alert|rule|prometheus|grafana)[^/]*\.(?:ya?ml|rules|json)$/i)],
  cicd: [workflow, unreadable(/^\.github\/workflows\//)],
  rollback: [file('rollback.md'), word('rollback')],
  drift: [listed('Compare the logged predictions with a sample of the training data with PACKAGE, and let a schedule run that.', 'evidently', 'alibi-detect', 'nannyml', 'whylogs', 'deepchecks')],
  'data-versioning': [ignored, file('dvc.yaml'), unreadable(/(?:^|\/)dvc\.(?:yaml|lock)$|\.dvc$/), listed('Track the data with PACKAGE (`dvc add data/raw`), give it a remote, and commit what it writes.', 'dvc')],
  tracking: [listed('Log the parameters and metrics of a training run to PACKAGE where the model is fitted.', 'mlflow')],
  'data-validation': [listed('Check the data set against a schema with PACKAGE in the pipeline, before training, so that bad data stops it.', 'pandera', 'great-expectations', 'deepchecks')],
  'pre-commit': [file('.pre-commit-config.yaml'), unreadable(/pre-commit-config/), listed('List the hooks in `.pre-commit-config.yaml`; PACKAGE is asked for already.', 'pre-commit')],
  readme: [file('README.md')],
  'model-card': [file('MODEL_CARD.md')],
}
