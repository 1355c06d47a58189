import { parseArgs } from 'node:util'
import { runtime, settings } from '@/lib/compose'
import { wake, wakeable } from '@/lib/jobs/wake'
import { CommandError, runCommand } from './session'

const usage = 'npm run cron -- NAME, or npm run cron -- --list'

const arguments_ = () => {
  try {
    const { values, positionals } = parseArgs({
      options: { list: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    if (!values.list && positionals.length !== 1) throw new Error('Name one job.')
    return { list: values.list, name: positionals[0] ?? '' }
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

/** The list needs no database. */
const { list, name } = (() => {
  try {
    return arguments_()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
})()

if (list) {
  const width = Math.max(...wakeable.map((each) => each.name.length))
  for (const each of wakeable) console.log(`${each.name.padEnd(width)}  ${each.schedule.padEnd(13)}  ${each.does}`)
} else {
  runCommand('cron', async () => {
    console.log(JSON.stringify(await wake(runtime(), name, { wokenBy: 'command', seconds: settings().cronSeconds })))
  })
}
