-- Takes the lease of a job, by the clock of the database: it is free, or its holder sent no heartbeat for p_ttl.
-- Answers whether it was taken.
create or replace function take_job(p_job text, p_holder text, p_woken_by text, p_ttl interval) returns boolean
language plpgsql as $$
begin
  insert into job_leases as l (job, holder, woken_by, taken_at, beat_at)
  values (p_job, p_holder, p_woken_by, clock_timestamp(), clock_timestamp())
  on conflict (job) do update
     set holder = p_holder, woken_by = p_woken_by,
         taken_at = case when l.holder = p_holder then l.taken_at else clock_timestamp() end, beat_at = clock_timestamp()
   where l.holder = p_holder or l.beat_at < clock_timestamp() - p_ttl;
  return found;
end
$$;

-- The heartbeat of a lease. Answers false if somebody else has taken it meanwhile.
create or replace function beat_job(p_job text, p_holder text) returns boolean
language plpgsql as $$
begin
  update job_leases set beat_at = clock_timestamp() where job = p_job and holder = p_holder;
  return found;
end
$$;

-- Ends a run: writes it down, and gives its lease back. Of each job the latest p_most runs are kept. A run that is told
-- twice is one.
create or replace function end_job(p_holder text, p_run jsonb, p_most integer) returns void
language plpgsql as $$
declare
  v_run job_runs := jsonb_populate_record(null::job_runs, p_run);
begin
  delete from job_leases where job = v_run.job and holder = p_holder;
  if p_holder <> '' and exists (select from job_runs r where r.job = v_run.job and r.holder = p_holder) then
    return;
  end if;
  insert into job_runs (job, holder, woken_by, started_at, ended_at, done, counts, remaining, late_ms, error)
  values (v_run.job, p_holder, v_run.woken_by, v_run.started_at, v_run.ended_at, v_run.done, v_run.counts, v_run.remaining,
    v_run.late_ms, v_run.error);
  delete from job_runs where job = v_run.job and run_id <= (
    select r.run_id from job_runs r where r.job = v_run.job order by r.run_id desc offset p_most limit 1);
end
$$;

-- Writes down that there was nothing to do for jobs. Since the last run that did something, of each who woke a job one such row
-- is kept, and moved forward: two schedulers that take turns would fill the list otherwise.
create or replace function note_idle_jobs(p_jobs text[], p_woken_by text, p_at timestamptz, p_most integer) returns void
language plpgsql as $$
declare
  v_job text;
  v_last job_runs;
begin
  foreach v_job in array p_jobs loop
    v_last := null;
    select * into v_last from job_runs r
     where r.job = v_job and r.woken_by = p_woken_by and r.done = 0 and r.error = '' and r.remaining = 0
       and not exists (select from job_runs b
         where b.job = v_job and b.run_id > r.run_id and (b.done > 0 or b.error <> '' or b.remaining > 0))
     order by r.run_id desc limit 1;
    if v_last.run_id is not null then
      update job_runs set started_at = greatest(started_at, p_at), ended_at = greatest(ended_at, p_at)
       where run_id = v_last.run_id;
    else
      insert into job_runs (job, woken_by, started_at, ended_at, done) values (v_job, p_woken_by, p_at, p_at, 0);
      delete from job_runs where job = v_job and run_id <= (
        select r.run_id from job_runs r where r.job = v_job order by r.run_id desc offset p_most limit 1);
    end if;
  end loop;
end
$$;

-- As servers of the version before write down what they did.
create or replace function record_job_run(
  p_job text, p_started_at timestamptz, p_ended_at timestamptz, p_done integer, p_error text, p_most integer
) returns void
language sql as $$
  select end_job('', jsonb_build_object('job', p_job, 'woken_by', '', 'started_at', p_started_at, 'ended_at', p_ended_at,
    'done', p_done, 'counts', '{}'::jsonb, 'remaining', 0, 'late_ms', 0, 'error', p_error), p_most)
$$;
