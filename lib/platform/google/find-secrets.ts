import { SettingsError } from '@/lib/platform/env'
import type { Source } from '@/lib/platform/setting-reader'
import { accessSecret, type Vault } from './access-secret'
import { accessToken, NoAccess } from './access-token'

/** The names of projects: `acme-prod`, `example.com:acme-prod`, or their numbers. */
const projectName = /^(([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|\d{4,20})$/

const projectsOf = (listed: string): readonly string[] => {
  const projects = listed.split(/[\s,]+/).filter((project) => project !== '')
  const wrong = projects.filter((project) => !projectName.test(project))
  if (wrong.length === 0) return projects
  throw new SettingsError(wrong.map((project) => `SECRETS_GOOGLE_PROJECTS names "${project}", which is no project.`))
}

const open = async (source: Source): Promise<Vault> => {
  const emulator = source.SECRET_MANAGER_EMULATOR_HOST?.trim()
  if (emulator) return { address: `http://${emulator}`, token: '' }
  try {
    return { address: 'https://secretmanager.googleapis.com', token: await accessToken(source) }
  } catch (error) {
    throw error instanceof NoAccess ? new SettingsError([error.message]) : error
  }
}

type Sought = { readonly name: string; readonly secret?: string; readonly problem?: string }

/** Looks a secret up in one project after the other. One that cannot be asked ends the search: the next may be older. */
const seek = async (vault: Vault, projects: readonly string[], name: string): Promise<Sought> => {
  for (const project of projects) {
    const found = await accessSecret(vault, project, name)
    if (found === 'absent') continue
    if ('secret' in found) return { name, secret: found.secret }
    return { name, problem: `${name} could not be read from Google's Secret Manager in ${project}: ${found.problem}.` }
  }
  return { name }
}

/**
 * Looks secrets up in Google Secret Manager, each in the projects of `SECRETS_GOOGLE_PROJECTS` in their order. What no
 * project has is left out.
 * @throws SettingsError that names every secret that could not be read, and the project.
 */
export const findGoogleSecrets = async (
  source: Source,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> => {
  const projects = projectsOf(source.SECRETS_GOOGLE_PROJECTS ?? '')
  const vault = await open(source)
  const sought = await Promise.all(names.map((name) => seek(vault, projects, name)))
  const problems = sought.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
  if (problems.length > 0) throw new SettingsError(problems)
  return Object.fromEntries(sought.flatMap(({ name, secret }) => (secret === undefined ? [] : [[name, secret]])))
}
