import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Page = { readonly file: string; readonly path: string }
export type RouteMethod = { readonly file: string; readonly path: string; readonly method: string }
export type ActionName = { readonly file: string; readonly name: string }

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })

const files = filesUnder('app')

/** The URL pattern of a file: groups in brackets are no part of it, `[org]` stays as it is. */
const pathOf = (file: string): string => {
  const parts = file
    .split('/')
    .slice(1, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
  return `/${parts.join('/')}`
}

export const pages: readonly Page[] = files
  .filter((file) => file.endsWith('/page.tsx'))
  .map((file) => ({ file, path: pathOf(file) }))

const methods = /\b(?:as|const|function)\s+(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g

/** What the front server answers in a demo, of which Next knows nothing. */
const emulatorPages: readonly RouteMethod[] = ['GET', 'POST'].map((method) => ({
  file: 'lib/http/front/emulator-pages.ts',
  path: '/stripe-emulator/[...path]',
  method,
}))

export const routes: readonly RouteMethod[] = [
  ...files
    .filter((file) => file.endsWith('/route.ts'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(methods)].map(([, method = '']) => ({
        file,
        path: pathOf(file),
        method,
      })),
    ),
  ...emulatorPages,
]

const exported = /export (?:const|async function|function) (\w+)/g

export const actions: readonly ActionName[] = files
  .filter((file) => /\.tsx?$/.test(file) && /^['"]use server['"]/.test(readFileSync(file, 'utf8')))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(exported)].map(([, name = '']) => ({ file, name })))
