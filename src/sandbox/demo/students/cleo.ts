import type { Student } from '../student.ts'
import { actsOf } from '../student-acts.ts'

const TESTS = { path: '.github/workflows/tests.yml', name: 'Tests' }
/** Run from the root, pytest knows the folder of the test, and not the one that `app.py` lies in. */
const LOG = `##[group]Run pip install -r requirements.txt pytest
pip install -r requirements.txt pytest
shell: /usr/bin/bash -e {0}
##[endgroup]
Successfully installed pytest-8.4.2
##[group]Run pytest
pytest
shell: /usr/bin/bash -e {0}
##[endgroup]
==================================== ERRORS ====================================
______________________ ERROR collecting tests/test_app.py ______________________
tests/test_app.py:1: in <module>
    from app import predict
E   ModuleNotFoundError: No module named 'app'
=========================== short test summary info ============================
ERROR tests/test_app.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.11s ===============================
##[error]Process completed with exit code 2.
Post job cleanup.`
const FAILED = [{ name: 'tests', conclusion: 'failure', log: LOG, steps: ['Run pip install -r requirements.txt pytest', { name: 'Run pytest', conclusion: 'failure' }] }] as const

/** The weak student: the template, and a first pull request whose test CI finds failing. */
export const CLEO: Student = {
  login: 'cleo', repository: 'capstone-cleo', says: 'Has the template, and opens a first pull request, whose test CI finds failing. Answers in Spanish.', begins: null,
  play: async (stage) => {
    const { push, open, run, answer } = actsOf(stage, CLEO)
    await answer('Can I hand this in on Sunday?')
    await answer('Es llevar el modelo a producción y vigilar que siga funcionando bien.')
    const commit = await push('first-tests', stage.files('class/weak'), 'Add a test and a Dockerfile')
    await open('first-tests', 'Add a test and a Dockerfile')
    await Promise.all(['push', 'pull_request'].map((event) => run({ ...TESTS, commit, branch: 'first-tests', event, jobs: FAILED })))
  },
}
