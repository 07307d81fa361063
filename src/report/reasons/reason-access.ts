import { named } from './reason-names.ts'

/** What to do by the service that refused; the last for one that is not named. */
const ACCESS: ReadonlyMap<string, string> = new Map([
  ['the container registry', 'Let the job sign in to the registry before it pushes (`docker/login-action`), and push under a name that is yours there; for `ghcr.io` with the run’s own token the job also needs `packages: write` under `permissions`.'],
  ['the sign-in to the registry', 'Set the secrets that the sign-in takes its user name and its password from anew (Settings, Secrets and variables, Actions): the registry knows no such pair. Docker Hub wants an access token in the place of the password.'],
  ['Google Cloud', 'Let the job sign in to Google Cloud before this step (`google-github-actions/auth`), with credentials from a secret of the repository, and Docker too where it pushes (`gcloud auth configure-docker`): the machine of CI has none of yours.'],
  ['a role of the account', 'Give the account that the job signs in with the role that the line names, on that resource, and check that the resource is there under this name: the sign-in worked, and what it may do does not reach so far.'],
  ['the run’s own identity', 'Give the job `id-token: write` under `permissions` (beside `contents: read`): without it GitHub gives the run no identity to sign in with. A pull request from a fork is given none.'],
  ['the trust in this repository', 'Let the cloud trust this repository and branch: the condition of its identity provider has to name what the run says it is (owner, name, branch), letter by letter.'],
  ['AWS', 'Give the step the credentials of AWS from secrets of the repository (`aws-actions/configure-aws-credentials` before it, or its `env`): the machine of CI has none of yours.'],
  ['Azure', 'Let the job sign in to Azure before this step (`azure/login`), with credentials from a secret of the repository.'],
  ['the DVC remote', 'Give the step the credentials of the DVC remote from secrets of the repository, in its `env`: what `dvc remote modify --local` keeps on your machine is not in the commit.'],
  ['the MLflow server', 'Give the step the name and the token for the MLflow server in its `env` (`MLFLOW_TRACKING_USERNAME`, `MLFLOW_TRACKING_PASSWORD`), from secrets of the repository: the server knows the run under none.'],
  ['DagsHub', 'Give the step a token of DagsHub in its `env` (`DAGSHUB_USER_TOKEN`), from a secret of the repository: without one the client asks for a sign-in in a browser, and CI has none.'],
  ['Weights & Biases', 'Give the step `WANDB_API_KEY` in its `env`, from a secret of the repository, or set `WANDB_MODE` to `offline` where nothing is to be sent: CI is not signed in.'],
  ['Hugging Face', 'Give the step `HF_TOKEN` in its `env`, from a secret of the repository: the sign-in that your machine keeps is not there in CI.'],
  ['the key as it is stored', 'Set the secret of the key anew, with the whole file from the first brace to the last: what the secret holds is no JSON, so a part of it or another text was stored.'],
  ['Kaggle', 'Give the step `KAGGLE_USERNAME` and `KAGGLE_KEY` in its `env`, from secrets of the repository: the file that signs you in is on your machine alone, and belongs in no commit.'],
  ['the database', 'Give the step the name and the password of the database that it reaches in its `env`, the same as the service container or the secret has: the database answered, and did not take them.'],
  ['the cluster', 'Give the step the way into the cluster from a secret of the repository (a kubeconfig, or the action of your cloud that fetches one) before it: without one `kubectl` asks a cluster on its own machine.'],
  ['the machine that SSH reaches', 'Give the step a private key from a secret of the repository, and the machine the public key that belongs to it: the machine did not know the key that the run offered, or got none.'],
  ['a repository', 'Give the step a token that may read that repository, from a secret of this one, and check its address: the run’s own token opens this repository alone.'],
  ['GitHub', 'Give the job the permission that the step needs under `permissions` in the workflow (`contents: write` to push): the run’s own token has only those that stand there, and none to write in a pull request from a fork.'],
])

/** What to do where a service did not let a step in, by the service. */
export function accessNext(service: string | undefined): string {
  return ACCESS.get(service ?? '') ?? 'Give the step its credentials from a secret of the repository (Settings, Secrets and variables, Actions), and check that they may do this: the service did not let it in.'
}

/** This machine by its names; a name without a dot is one that only a network of Docker knows. */
const HERE = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|host\.docker\.internal)(?::|$)/

/** What to do where a service was not reached, by its address. */
export function answerNext(address: string | undefined): string {
  if (address === 'Cloud Run') return 'Let the service listen on `0.0.0.0` and on the port that the variable `PORT` names, and read the log of that revision, where an error at the start would stand: no answer came on that port in time.'
  if (address?.startsWith('container ') === true) return `Read the log of the ${named(address)} (\`docker compose logs\`) and run its health check by hand: the check never passed, so nothing that waits for it was started.`
  if (address === undefined) return 'Let the step wait until the service that it calls answers, and write that service’s own log where it does not: nothing was reached at the address, or no answer came in time.'
  if (HERE.test(address)) return `Start what listens on ${named(address)} in a step before, wait until it answers, and write its log where it does not (\`docker logs\`): nothing listened there. What runs on your machine does not run in CI.`
  if (/^[\w-]+(?::\d+)?$/.test(address)) return `Call the service by a name that is known where the step runs: ${named(address)} is one that only a network of Docker Compose knows, or the service of that name was not up. From the job itself its published port is on \`localhost\`.`
  return `Look whether ${named(address)} is up and reached from outside, then let the run go again (Re-run failed jobs on its page): it was not reached, or did not answer in time. Where that comes often, let the step try a few times.`
}
