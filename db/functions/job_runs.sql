-- Writes down what a server did by itself. A run that did nothing and ended like the one before it, which did nothing
-- either, moves that one forward instead of adding a row; of each job the latest p_most rows are kept.
create or replace function record_job_run(
  p_job text, p_started_at timestamptz, p_ended_at timestamptz, p_done integer, p_error text, p_most integer
) returns void
language plpgsql as $$
declare
  v_last job_runs;
begin
  select * into v_last from job_runs where job = p_job order by run_id desc limit 1 for no key update;
  if v_last.started_at = p_started_at and v_last.ended_at = p_ended_at then
    return;
  end if;
  if v_last.done = 0 and p_done = 0 and v_last.error = p_error then
    update job_runs set started_at = greatest(started_at, p_started_at), ended_at = greatest(ended_at, p_ended_at)
     where run_id = v_last.run_id;
    return;
  end if;
  insert into job_runs (job, started_at, ended_at, done, error) values (p_job, p_started_at, p_ended_at, p_done, p_error);
  delete from job_runs where job = p_job and run_id <= (
    select r.run_id from job_runs r where r.job = p_job order by r.run_id desc offset p_most limit 1);
end
$$;
