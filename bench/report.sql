-- One report as bare SQL: the rows that a citizen's report leaves, one statement for each table, one durable transaction.
\set office random(1, 500)
BEGIN;
SELECT set_config('sbt.token', '@public@', true);
SELECT gen_random_uuid() AS subject, gen_random_uuid() AS report, gen_random_uuid() AS "case",
       'NB' || substr(md5(random()::text), 1, 12) AS ref \gset
INSERT INTO register_subject (id, name, named_office, unit, post, nip, nik, account, instansi, job_level, employment, confirmed, salt, digest)
VALUES (:subject, 'Budi Contoh', 'Pemkab Contoh', '', 'Camat', '', '', '', '', '', '', false, decode(repeat('00', 32), 'hex'), repeat('0', 64));
INSERT INTO intake_report (id, entrance, channel, identity, receipt_hash, mailbox, received_on, election, form, act_from, act_to, act_precision, known_on, area, office, institution)
VALUES (:report, 'laporan', 'api', 'anonim', decode(md5(:report::text), 'hex'), decode(repeat('00', 32), 'hex'), '2024-12-04', 'pilkada-2024', 'social_media', '2024-11-05', '2024-11-05', 'day', NULL, '32.01', 'bawaslu-' || :office::text, '');
INSERT INTO intake_statement (report_id, story, place, links, witnesses, salt, digest)
VALUES (:report, 'Membagikan ajakan memilih salah satu calon di grup warga.', '', '[]', '[]', decode(repeat('00', 32), 'hex'), repeat('0', 64));
INSERT INTO cases_case (id, ref, subject_id, incident_id, received_on, act_from, act_to, act_precision, area, process, matrix, discipline, seq, stage, station, stage_entry, entered_on, final, status, released, conflicted, office, province, kanreg, instansi, election, form, row, level, category, outcome, sanction, due_on, due_at, due_zone, due_term)
VALUES (:case, :ref, :subject, NULL, '2024-12-04', '2024-11-05', '2024-11-05', 'day', '32.01', repeat('a', 64), repeat('b', 64), repeat('c', 64), 1, 'verifikasi', 2, 1, '2024-12-04', false, 'diproses', false, false, 'bawaslu-' || :office::text, 'bawaslu-32', 'kanreg-3', '', 'pilkada-2024', 'social_media', '', '', '', '', '', '2024-12-11', NULL, 'WIB', 'sbt_satgas_verification');
INSERT INTO cases_caseevent (id, case_id, seq, shape, kind, step, institution, posting, happened_on, recorded_at, basis, facts, warnings, effects)
VALUES (gen_random_uuid(), :case, 1, 1, 'opened', 'laporan', 'publik', 'publik', '2024-12-04', '2024-12-04T00:00:00Z', '["skb-2022"]', '{"subject": {"id": "x", "digest": "y"}}', '[]', '{"to": "verifikasi"}');
INSERT INTO cases_deadline (case_id, term, started_on, due_on, due_at, zone, state, suspended_on, started_by)
VALUES (:case, 'sbt_satgas_verification', '2024-12-04', '2024-12-11', NULL, 'WIB', 'running', NULL, ''), (:case, 'pilkada_initial_review', '2024-12-04', '2024-12-06', NULL, 'WIB', 'running', NULL, '');
INSERT INTO cases_desk (case_id, institution, stage, since, due_on, due_zone, due_term, own_staff)
SELECT :case::uuid, desk, 'verifikasi', '2024-12-04'::date, '2024-12-06'::date, 'WIB', 'pilkada_initial_review', false FROM unnest(ARRAY['badan-a', 'badan-b', 'badan-c', 'badan-d', 'bawaslu-' || :office::text]) AS desk;
INSERT INTO cases_casereport (case_id, report_id) VALUES (:case, :report);
INSERT INTO notices_notice (institution, ref, code, "on", read_on, posting) VALUES ('bawaslu-' || :office::text, :ref, 'laporan', '2024-12-04', NULL, '');
COMMIT;
