-- Once per cluster: the product's roles.
CREATE ROLE liuhen_owner NOLOGIN;
CREATE ROLE liuhen_app NOLOGIN;
CREATE ROLE liuhen_reader NOLOGIN;
CREATE ROLE liuhen_auditor NOLOGIN;
CREATE ROLE liuhen_migrator NOLOGIN;
GRANT liuhen_owner, liuhen_app TO liuhen_migrator;

-- Once per database: the login that the product uses may change the schema and work in it.
GRANT liuhen_migrator TO {login};
GRANT CREATE ON DATABASE {database} TO {login};
