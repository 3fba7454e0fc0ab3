// Where mkdocs' search/main.js finds the index: beside search.html, at the root of the site.
var base_url = '.';
