// The person comes to the place where the guide stands.
export const during = async ({ driver }) => driver.executeScript(`document.querySelector('summary').click()`);
