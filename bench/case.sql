-- One case as bare SQL: its row and person, its events, texts, clocks and desks; any case of all.
SELECT "case".id AS found FROM cases_case AS "case" JOIN register_subject AS subject ON subject.id = "case".subject_id
WHERE "case".id >= (SELECT gen_random_uuid()) ORDER BY "case".id LIMIT 1 \gset
SELECT * FROM cases_caseevent WHERE case_id = :found ORDER BY seq;
SELECT * FROM cases_content WHERE case_id = :found;
SELECT * FROM cases_deadline WHERE case_id = :found ORDER BY due_on;
SELECT institution FROM cases_desk WHERE case_id = :found;
