//! The response headers as configurations of nginx and Apache. Neither asks where on the server dist/ lies: their
//! patterns begin with a folder of dist/, so that they are right at the root of a host and below any path.

use super::headers::{Files, Rule};

/// What web servers read is not itself served.
const NOT_SERVED: &str = r"/(_headers|nginx\.conf|\.htaccess)$";

/// Locations for nginx, each of which needs nothing from around it but the folder.
pub fn as_nginx(rules: &[Rule]) -> String {
    let mut text = String::from(
        "# Porchlight for nginx. Include this file where the folder is served: in a `server` block,\n\
         #     server { root /srv/porchlight; include /srv/porchlight/nginx.conf; }\n\
         # or below a path of a server that has other pages, too:\n\
         #     location /guide/ { alias /srv/porchlight/; include /srv/porchlight/nginx.conf; }\n\
         # Keep the folders of earlier releases beside the new one: pages that are open still point to them.\n\
         # nginx sends the .gz copies by itself. If it has the module ngx_http_brotli_static, take the mark # away from\n\
         # each line `brotli_static`: the .br copies are smaller by a sixth.\n",
    );
    for rule in rules {
        text.push_str(&format!("\nlocation ~ \"{}\" {{\n", pattern(&rule.files)));
        text.push_str(
            "    types { text/html html; text/javascript js; application/json json; text/plain txt; }\n    \
             charset utf-8;\n    charset_types text/javascript text/plain;\n    index index.html;\n    \
             gzip_static on;\n    gzip_vary on;\n    gzip_proxied any;\n    gzip_http_version 1.0;\n    \
             # brotli_static on;\n",
        );
        for (name, value) in &rule.headers {
            text.push_str(&format!("    add_header {name} \"{}\";\n", value.replace('\\', r"\\").replace('"', "\\\"")));
        }
        text.push_str("}\n");
    }
    text.push_str(&format!("\nlocation ~ \"{NOT_SERVED}\" {{\n    return 404;\n}}\n"));
    text
}

/// A `.htaccess` for Apache 2.4, which reads it from the folder itself.
pub fn as_apache(rules: &[Rule]) -> String {
    let mut text = String::from(
        r#"# Porchlight for Apache 2.4. The folder needs `AllowOverride FileInfo Indexes`, or this file's lines in its <Directory>.
# Without mod_headers nothing here is sent, and without mod_rewrite nothing is compressed; the guide works then, too.
# Keep the folders of earlier releases beside the new one: pages that are open still point to them.

DirectoryIndex index.html
AddType "text/html; charset=utf-8" .html
AddType "text/javascript; charset=utf-8" .js
AddType application/json .json
AddType "text/plain; charset=utf-8" .txt
# What the ending means, whatever the server's own list of types and languages says.
RemoveType .br .gz
RemoveLanguage .br
AddEncoding br .br
AddEncoding gzip .gz

<IfModule mod_setenvif.c>
    SetEnvIf Request_URI "\.(br|gz)$" no-gzip no-brotli
</IfModule>
<IfModule mod_rewrite.c>
    RewriteEngine On
"#,
    );
    text.push_str(&format!("    RewriteRule \"{}\" - [R=404,L]\n", NOT_SERVED.replacen('/', "(^|/)", 1)));
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        text.push_str(&format!(
            "    RewriteCond \"%{{HTTP:Accept-Encoding}}\" \"\\b{coding}\\b\"\n    \
             RewriteCond \"%{{REQUEST_FILENAME}}.{ending}\" -f\n    \
             RewriteRule \"\\.(html|js|json|txt)$\" \"%{{REQUEST_URI}}.{ending}\" [END]\n"
        ));
    }
    text.push_str("</IfModule>\n<IfModule mod_headers.c>\n    Header append Vary Accept-Encoding\n");
    // The first rule that fits is the one.
    let mut word = "If";
    for rule in rules {
        text.push_str(&format!("    <{word} \"%{{REQUEST_URI}} =~ m#{}#\">\n", pattern(&rule.files)));
        for (name, value) in &rule.headers {
            text.push_str(&format!(
                "        Header set {name} \"{}\"\n",
                // Taken once by the file's own rules, and once more by mod_headers.
                value.replace('\\', r"\\\\").replace('"', "\\\"").replace('%', "%%")
            ));
        }
        text.push_str(&format!("    </{word}>\n"));
        word = "ElseIf";
    }
    text.push_str("</IfModule>\n");
    text
}

/// A regular expression that both servers read alike. A compressed copy is what its file is.
fn pattern(files: &Files) -> String {
    match files {
        Files::Framed { hashed, pack } => format!("/{hashed}/{pack}/"),
        Files::Earlier => "/[0-9a-f]{16}/".to_owned(),
        Files::Pages(folder) | Files::Folder(folder) => format!("/{folder}/[^/]*$"),
        Files::Pinned(_) => r"/v[0-9]+\.[0-9]+\.[0-9]+/[^/]*$".to_owned(),
        Files::File(file) => format!(r"/{}(\.br|\.gz)?$", file.replace('.', r"\.")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::headers::tests::example;
    use super::*;

    #[test]
    fn nginx_gets_every_header_in_every_location() {
        let text = as_nginx(&example());
        assert_eq!(text.matches("Referrer-Policy \"no-referrer\";").count(), example().len());
        assert_eq!(text.matches("# brotli_static on;").count(), example().len());
        assert!(text.contains("location ~ \"/0123456789abcdef/louisiana/\" {"));
        assert!(text.contains("location ~ \"/[0-9a-f]{16}/\" {"));
        assert_eq!(text.matches("add_header Connection-Allowlist").count(), 2);
    }

    #[test]
    fn apache_gets_every_header_in_one_of_its_cases() {
        let text = as_apache(&example());
        assert_eq!(text.matches("Header set Referrer-Policy \"no-referrer\"").count(), example().len());
        assert_eq!((text.matches("<If \"").count(), text.matches("<ElseIf \"").count()), (1, example().len() - 1));
    }

    #[test]
    fn a_quote_in_a_value_does_not_end_it() {
        let files = Files::File("x.json".to_owned());
        let rule = [Rule { files, headers: vec![("Connection-Allowlist", "(\"https://a.org\")".to_owned())] }];
        assert!(as_nginx(&rule).contains("add_header Connection-Allowlist \"(\\\"https://a.org\\\")\";"));
        assert!(as_apache(&rule).contains("Header set Connection-Allowlist \"(\\\"https://a.org\\\")\""));
    }
}
