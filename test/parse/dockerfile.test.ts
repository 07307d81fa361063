import { describe, expect, it } from 'vitest'
import { looksLikeDockerfile, readDockerfile } from '../../src/parse/dockerfile/read.ts'

const stagesOf = (text: string) => readDockerfile(text).tree.stages

describe('a Dockerfile', () => {
  it('gives its stages with names, images and platforms', () => {
    expect(stagesOf('FROM --platform=linux/amd64 python:3.12 AS Build\nFROM build\n').map(({ name, from, platform }) => ({ name, from, platform }))).toEqual([
      { name: 'build', from: 'python:3.12', platform: 'linux/amd64' }, { name: null, from: 'build', platform: null },
    ])
  })

  it('puts arguments into the image', () => {
    expect(stagesOf('ARG VERSION=3.12\nFROM python:${VERSION}-slim\n')[0]?.from).toBe('python:3.12-slim')
  })

  it('tells what is copied, and from where', () => {
    const [stage] = stagesOf('FROM a\nCOPY pyproject.toml README.md ./\nCOPY --from=build /app/model.pkl /app/\nADD ["my data", "/d"]\n')
    expect(stage?.copies.map(({ keyword, sources, target, from, line }) => [keyword, sources, target, from, line])).toEqual([
      ['COPY', ['pyproject.toml', 'README.md'], './', null, 2], ['COPY', ['/app/model.pkl'], '/app/', 'build', 3], ['ADD', ['my data'], '/d', null, 4],
    ])
  })

  it('tells the command in both forms', () => {
    const [exec, shell] = ['CMD ["uvicorn", "app:app"]', 'ENTRYPOINT gunicorn app:app -b 0.0.0.0'].map((line) => stagesOf(`FROM a\n${line}\n`)[0])
    expect(exec?.command).toMatchObject({ form: 'exec', words: ['uvicorn', 'app:app'], line: 2 })
    expect(shell?.entrypoint).toMatchObject({ form: 'shell', words: ['gunicorn', 'app:app', '-b', '0.0.0.0'] })
  })

  it('joins continued lines and drops the comments between them', () => {
    expect(stagesOf('FROM a\nRUN pip install \\\n# the service\n  fastapi \\\n  uvicorn\n')[0]?.runs[0]?.text.split(/\s+/)).toEqual(['pip', 'install', 'fastapi', 'uvicorn'])
  })

  it('knows a health check, and one that is switched off', () => {
    expect(stagesOf('FROM a\nHEALTHCHECK --interval=5s CMD curl -f http://localhost/health\n')[0]?.healthcheck?.command?.words).toContain('http://localhost/health')
    expect(stagesOf('FROM a\nHEALTHCHECK NONE\n')[0]?.healthcheck).toMatchObject({ command: null })
  })

  it('is known by its first instruction where its name does not tell', () => {
    expect(looksLikeDockerfile('# the service\nARG V=1\nFROM python:3.12\nCMD ["x"]\n')).toBe(true)
    expect(looksLikeDockerfile('from fastapi import FastAPI\n')).toBe(false)
  })

  it('does not take a commented command for one', () => {
    expect(stagesOf('FROM a\n# CMD ["uvicorn"]\n')[0]?.command).toBeNull()
  })
})
