-- One case as bare SQL, signed in: who asks, the case (any of all) with its person, and every row that its page shows.
BEGIN READ ONLY;
SELECT set_config('sbt.token', '@token@', true), set_config('sbt.posting', '@posting@', true);
SELECT posting.*, officer.name FROM people_posting AS posting JOIN people_officer AS officer ON officer.id = posting.officer_id WHERE posting.id = '@posting@';
SELECT "case".id AS found FROM cases_case AS "case" JOIN register_subject AS subject ON subject.id = "case".subject_id
WHERE "case".id >= (SELECT gen_random_uuid()) ORDER BY "case".id LIMIT 1 \gset
SELECT * FROM cases_caseevent WHERE case_id = :found ORDER BY seq;
SELECT * FROM cases_content WHERE case_id = :found;
SELECT * FROM cases_casefile AS link JOIN evidence_file AS file ON file.id = link.file_id WHERE link.case_id = :found ORDER BY link.number;
SELECT * FROM cases_caseletter AS link JOIN letters_letter AS letter ON letter.id = link.letter_id WHERE link.case_id = :found ORDER BY letter.dated_on;
SELECT * FROM cases_casereport AS link JOIN intake_report AS report ON report.id = link.report_id
JOIN intake_statement AS statement ON statement.report_id = report.id WHERE link.case_id = :found ORDER BY report.received_on;
COMMIT;
