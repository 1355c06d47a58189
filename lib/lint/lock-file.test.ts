import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = {
  readonly version?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly inBundle?: boolean
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }

test('whatever is installed is compared with its digest, packages of other platforms included', () => {
  const unsure = Object.entries(packages)
    .filter(([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle)
    .filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))
    .map(([path]) => path)
  expect(unsure).toEqual([])
  expect(Object.keys(packages).length).toBeGreaterThan(300)
})

/** Versions in which holes were closed; older ones are not installed, by whatever asks for them. */
const least: Readonly<Record<string, string>> = {
  next: '16.2.6',
  'next-auth': '4.24.15',
  react: '19.2.6',
  'react-dom': '19.2.6',
  nodemailer: '7.0.7',
}
const partsOf = (version: string): number[] => (version.split('-')[0] ?? '').split('.').map(Number)
const isAtLeast = (version: string, from: string): boolean => {
  const own = partsOf(version)
  for (const [index, part] of partsOf(from).entries()) {
    const mine = own[index] ?? 0
    if (mine !== part) return mine > part
  }
  return true
}

test('versions are compared by number, not by letter', () => {
  expect(isAtLeast('16.10.0', '16.2.6') && isAtLeast('16.2.6', '16.2.6')).toBe(true)
  expect(isAtLeast('16.2.5', '16.2.6') || isAtLeast('4.99.99', '16.0.0')).toBe(false)
})

test.each(Object.entries(least))('%s is %s or newer, wherever it is installed', (name, from) => {
  const installed = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
  expect(installed.length).toBeGreaterThan(0)
  for (const [path, { version = '' }] of installed) expect([path, isAtLeast(version, from)]).toEqual([path, true])
})
