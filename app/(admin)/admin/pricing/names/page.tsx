import type { Metadata } from 'next'
import { MeterNamesForm } from '@/components/pricing/meter-names-form'
import { MeterNamesTable, SkillNamesTable } from '@/components/pricing/names-tables'
import { SkillNamesForm } from '@/components/pricing/skill-names-form'
import { readPage } from '@/lib/http/page'
import { type SearchParams, textOf } from '@/lib/http/search-params'
import { declaredMeters, declaredSkills } from '@/lib/reads/declared-names'
import { declareMeter, declareSkill } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Names and units' }

const NamesPage = async ({ searchParams }: { searchParams: SearchParams }) => {
  const asked = await searchParams
  const { meters, skills } = await readPage(async (ctx) => ({
    meters: await declaredMeters(ctx),
    skills: await declaredSkills(ctx),
  }))
  const meter = meters.find((each) => each.meter === textOf(asked.meter))
  const skill = skills.find((each) => each.skill === textOf(asked.skill))
  return (
    <>
      <Header />
      {meter ? <MeterNamesForm key={meter.meter} initial={meter} save={declareMeter} /> : null}
      {skill ? <SkillNamesForm key={skill.skill} initial={skill} save={declareSkill} /> : null}
      <MeterNamesTable items={meters} />
      <SkillNamesTable items={skills} />
    </>
  )
}

export default NamesPage
